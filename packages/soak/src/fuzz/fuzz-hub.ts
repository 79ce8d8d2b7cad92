import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyTenantFile, createHub, openStore, parseConfig, readTenantFile, type Hub } from '@tote/server'
import { pino } from 'pino'
import * as z from 'zod/mini'

/** One of the hub's two tenants, with a word of its own that nobody of the other may ever read. */
export interface FuzzTenant {
  readonly id: string
  readonly key: string
  readonly origin: string
  readonly canary: string
}

export interface FuzzHub {
  readonly hub: Hub
  readonly tenants: readonly [FuzzTenant, FuzzTenant]
  /** What the hub itself logged as unforeseen, each once. */
  readonly failures: ReadonlySet<string>
  close(): Promise<void>
}

const tenant = (name: string): FuzzTenant => ({
  id: `tenant-${name}`,
  key: `pk_${name.repeat(12)}`,
  origin: `https://${name}.test`,
  canary: `canary-of-tenant-${name}`,
})

/** A real hub on a real database file and a free port, in this process: what kills it kills the run. */
export async function startFuzzHub(): Promise<FuzzHub> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-fuzz-'))
  const tenants = [tenant('a'), tenant('b')] as const
  const config = parseConfig({
    TOTE_PORT: '0',
    TOTE_DATABASE_URL: `sqlite:${join(folder, 'tote.db')}`,
    // What is tried here is parsing and access. Rates have their own tests, and would answer before either.
    TOTE_MUTATION_RATE: '1000000/1000000',
    TOTE_SYNC_RATE: '1000000/1000000',
    TOTE_TENANT_RATE: '1000000/1000000',
    TOTE_JOIN_RATE: '1000000/1000000',
    TOTE_ADDRESS_RATE: '1000000/1000000',
    // Each call comes from an address of its own.
    TOTE_TRUSTED_PROXIES: '127.0.0.1',
  })
  const store = await openStore(config.TOTE_DATABASE_URL)
  for (const one of tenants) {
    const path = join(folder, `${one.id}.json`)
    await writeFile(path, JSON.stringify(fileOf(one)))
    const file = await readTenantFile(path)
    await store.transaction((trx) => applyTenantFile(trx, file, Date.now()))
  }
  const failures = new Set<string>()
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.add(reasonOf(line)) })
  const hub = await createHub({ config, store, log })
  return {
    hub,
    tenants,
    failures,
    async close() {
      await hub.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const lineSchema = z.object({
  err: z.optional(z.object({ stack: z.optional(z.string()) })),
  msg: z.optional(z.string()),
})

/** The stack without what differs from one time to the next. */
function reasonOf(line: string): string {
  const { err, msg } = lineSchema.parse(JSON.parse(line))
  return err?.stack?.split('\n').slice(0, 6).join('\n') ?? msg ?? line
}

function fileOf({ id, key, origin, canary }: FuzzTenant) {
  return {
    id,
    name: canary,
    publishableKey: key,
    hostKey: `hk_${id}-${id}`,
    channels: [{ name: 'Site', origin, isTrusted: true }],
    catalogue: {
      currency: 'EUR',
      locations: [{ id: 'warehouse', name: canary, kind: 'warehouse' }],
      products: [
        {
          id: 'mug',
          title: canary,
          description: canary,
          variants: [{ id: 'mug', title: canary, price: 1900, stock: { warehouse: 10_000_000 } }],
        },
      ],
    },
    shows: [{ id: 'spring', title: canary, status: 'live', stream: {} }],
  }
}

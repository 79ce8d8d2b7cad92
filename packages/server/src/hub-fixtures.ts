import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorBodySchema } from '@tote/protocol'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { parseConfig } from './config.ts'
import { createHub, type Hub } from './create-hub.ts'
import { Refusal } from './refusal-fixtures.ts'
import { shopsOf } from './shops/shop.ts'
import { applyTenantFile } from './store/apply-tenant.ts'
import { openStore, type Store } from './store/store.ts'
import { tenantFileOf } from './tenant-fixtures.ts'
import type { TenantFile } from './tenants/tenant-file.ts'
import { webhooksOf } from './webhooks/webhook.ts'

/** A clock that stands still unless moved. */
export class HeldClock {
  ms = Date.now()
  readonly now = (): number => this.ms
}

/** The clock stands still, so no bucket fills again: as much as any test needs at once. */
const ROOMY = { TOTE_JOIN_RATE: '10000/100000', TOTE_ADDRESS_RATE: '10000/100000' }

export interface World {
  readonly hub: Hub
  readonly store: Store
  readonly clock: HeldClock
  readonly databasePath: string
  /** Closes the hub and its database and opens both again, as a restart does. */
  restart(): Promise<World>
}

/** A real hub on a real database file and a free port, gone when the test is. */
export async function startWorld({
  tenant = tenantFileOf(),
  env = {},
}: { tenant?: TenantFile; env?: Record<string, string> } = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-hub-'))
  const databasePath = join(folder, 'tote.db')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return open(databasePath, new HeldClock(), {
    tenant,
    env: { ...env, TOTE_DATABASE_URL: `sqlite:${databasePath}` },
  })
}

/** One of several hubs on one PostgreSQL and one Redis, which the environment names; gone when the test is. */
export async function startNode(env: Record<string, string>, tenant = tenantFileOf()): Promise<World> {
  return open('', new HeldClock(), {
    tenant,
    env: { TOTE_PUBLIC_URL: 'https://hub.test', ...env },
  })
}

async function open(
  databasePath: string,
  clock: HeldClock,
  made: { tenant: TenantFile; env: Record<string, string> },
): Promise<World> {
  const config = parseConfig({ TOTE_PORT: '0', ...ROOMY, ...made.env })
  const store = await openStore(config.TOTE_DATABASE_URL)
  await store.transaction((trx) => applyTenantFile(trx, made.tenant, clock.now()))
  const hub = await createHub({
    config,
    store,
    log: pino({ level: 'silent' }),
    now: clock.now,
    webhooks: webhooksOf(made.tenant),
    shops: shopsOf(made.tenant),
  })
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await hub.close()
    await store.close()
  }
  onTestFinished(close)
  return {
    hub,
    store,
    clock,
    databasePath,
    async restart() {
      await close()
      return open(databasePath, clock, made)
    },
  }
}

export async function post(
  world: World,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(`${world.hub.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const answer: unknown = await response.json()
  const failed = errorBodySchema.safeParse(answer)
  if (failed.success) throw new Refusal(failed.data.error.code, answer)
  return answer
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFreePort, startProcess, type RunningProcess } from '@tote/testkit/e2e'
import { onTestFinished } from 'vitest'
import { HeldClock, type World } from '../hub-fixtures.ts'
import { BRAND, HOST_KEY, KEY } from '../tenant-fixtures.ts'

/** What is printed once a hub serves. */
const LISTENING = /"msg":"listening"/

export interface HubProcess {
  readonly process: RunningProcess
  readonly url: string
  readonly folder: string
  readonly databasePath: string
  /** For places that reach it over the network. */
  readonly world: World
}

const mainPath = fileURLToPath(new URL('../main.ts', import.meta.url))

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tote-cli-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a small tenant's file into the folder. Returns its path. */
export async function writeTenant(folder: string, overrides: Record<string, unknown> = {}): Promise<string> {
  const path = join(folder, 'tenant.json')
  const file = {
    id: 'maison',
    name: 'Maison',
    publishableKey: KEY,
    hostKey: HOST_KEY,
    channels: [{ name: 'Brand', origin: BRAND, isTrusted: true }],
    catalogue: {
      currency: 'EUR',
      locations: [{ id: 'warehouse', name: 'Warehouse', kind: 'warehouse' }],
      products: [
        {
          id: 'mug',
          title: 'Mug',
          variants: [{ id: 'mug', title: 'Mug', price: 1900, stock: { warehouse: 500 } }],
        },
      ],
    },
    shows: [{ id: 'spring', title: 'Spring', status: 'live', startsAt: 1_700_000_000_000 }],
    ...overrides,
  }
  await writeFile(path, JSON.stringify(file))
  return path
}

/** `tote serve` in a process of its own, gone when the test is. */
export async function serveHub(
  env: Record<string, string> = {},
  tenant: Record<string, unknown> = {},
): Promise<HubProcess> {
  const folder = await temporaryFolder()
  const databasePath = join(folder, 'tote.db')
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const running = await startProcess({
    command: process.execPath,
    args: ['--conditions=tote-source', mainPath, 'serve'],
    env: {
      TOTE_DATABASE_URL: `sqlite:${databasePath}`,
      TOTE_TENANTS: await writeTenant(folder, tenant),
      TOTE_PORT: String(port),
      TOTE_PUBLIC_URL: url,
      ...env,
    },
    readyWhen: LISTENING,
    readyTimeoutMs: 60_000,
  })
  onTestFinished(() => running.kill())
  // Places use what is told here and nothing else of a world.
  const world = { hub: { url, publicUrl: url }, clock: new HeldClock() } as unknown as World
  return { process: running, url, folder, databasePath, world }
}

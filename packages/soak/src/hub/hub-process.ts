import { fileURLToPath } from 'node:url'
import { findFreePort, startProcess, type RunningProcess } from '@tote/testkit/e2e'
import { readUsage, type Usage } from './read-usage.ts'

export interface HubProcessOptions {
  readonly databaseUrl: string
  readonly tenantPath: string
  /** The one address of all nodes; this node's own when it is alone. */
  readonly publicUrl?: string
  /** Pins it to this core. */
  readonly core?: number | undefined
  readonly env?: Readonly<Record<string, string>>
  readonly nodeArgs?: readonly string[]
  /** A built `tote` command, in place of its sources. */
  readonly program?: string | undefined
}

/** A real hub in a process of its own. */
export interface HubProcess {
  readonly url: string
  readonly process: RunningProcess
  usage(): Promise<Usage>
}

const main = fileURLToPath(new URL('main.ts', import.meta.resolve('@tote/server')))

/** Starts it on a free loopback port and waits until it listens. */
export async function startHubProcess(options: HubProcessOptions): Promise<HubProcess> {
  const { databaseUrl, tenantPath, publicUrl, core, env = {}, nodeArgs = [], program } = options
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const run = program === undefined ? ['--conditions=tote-source', ...nodeArgs, main] : [...nodeArgs, program]
  const args = [...run, 'serve']
  const hub = await startProcess({
    command: core === undefined ? process.execPath : 'taskset',
    args: core === undefined ? args : ['-c', String(core), process.execPath, ...args],
    env: {
      TOTE_DATABASE_URL: databaseUrl,
      TOTE_TENANTS: tenantPath,
      TOTE_PORT: String(port),
      TOTE_PUBLIC_URL: publicUrl ?? url,
      // No proxy here has to notice that a node leaves.
      TOTE_DRAIN_WAIT_MS: '0',
      ...env,
    },
    readyWhen: /"listening"/,
    readyTimeoutMs: 60_000,
  })
  return { url, process: hub, usage: () => readUsage(hub.pid) }
}

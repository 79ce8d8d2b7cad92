import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { findFreePort } from '../e2e/find-free-port.ts'
import { startProcess } from '../e2e/start-process.ts'
import { createTempFolder } from '../e2e/temp-folder.ts'
import { postgresFolder } from './find-service.ts'

const run = promisify(execFile)

export interface PostgresOptions {
  /** Where the cluster lies: made when it is empty, and left there by `stop`. Without it: a temporary folder. */
  readonly dataDir?: string
  /** As in postgresql.conf, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A PostgreSQL cluster of its own on a free loopback port. */
export interface Postgres {
  /** Of its first database, which is empty. */
  readonly url: string
  readonly port: number
  readonly dataDir: string
  /** A new, empty database in it. Returns its URL. */
  createDatabase(name: string): Promise<string>
  dropDatabase(name: string): Promise<void>
  /** Ends it properly, however many are connected, and takes a temporary folder away. */
  stop(): Promise<void>
  /** `kill -9` of the server: no goodbye, nothing written. Resolves when the last of its processes is gone. */
  kill(): Promise<void>
  /** Starts it again after `kill`, on the same port and data; resolves when it takes connections. */
  restart(): Promise<void>
}

/**
 * Starts the system's PostgreSQL over a folder of its own. As root it runs as another account, for it refuses root.
 * @throws when PostgreSQL is not installed: `scripts/workspace/services.ts` sees to that.
 */
export async function startPostgres({ dataDir, settings = {} }: PostgresOptions = {}): Promise<Postgres> {
  const programs = postgresFolder()
  if (programs === undefined) throw new Error('PostgreSQL is not installed')
  const account = await findAccount()
  const folder = await createTempFolder('postgres')
  await giveTo(folder.path, account)
  const data = dataDir ?? join(folder.path, 'data')
  await mkdir(data, { recursive: true })
  await giveTo(data, account)
  await chmod(data, 0o700)
  // What lies in a folder of ours is gone with us; elsewhere it may have to outlast the machine.
  const isTemporary = dataDir === undefined
  const how = ['-D', data, '-U', USER, '-E', 'UTF8', '--locale=C', '-A', 'trust']
  if (!existsSync(join(data, 'PG_VERSION')))
    await run(join(programs, 'initdb'), isTemporary ? [...how, '--no-sync'] : how, {
      cwd: folder.path,
      ...account,
    })
  const port = await findFreePort()
  const own = { ...DEFAULTS, ...settings, port: String(port), unix_socket_directories: folder.path }
  const server = await startProcess({
    command: join(programs, 'postgres'),
    args: ['-D', data, ...Object.entries(own).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: folder.path,
    account,
    // Fast: it ends the sessions it has instead of waiting for them.
    stopSignal: 'SIGINT',
    readyWhen: /ready to accept connections/,
  })
  const url = urlOf(port, USER)
  const ask = async (sql: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  return {
    url,
    port,
    dataDir: data,
    async createDatabase(name) {
      await ask(`create database ${quote(name)}`)
      return urlOf(port, name)
    },
    dropDatabase: (name) => ask(`drop database if exists ${quote(name)} with (force)`),
    async stop() {
      await server.stop()
      await folder.remove()
    },
    kill: () => server.kill(),
    restart: () => server.restart(),
  }
}

const USER = 'postgres'

const DEFAULTS = {
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  // Its shared memory in its own folder: nothing of a killed cluster is left in the system's.
  dynamic_shared_memory_type: 'mmap',
}

function urlOf(port: number, database: string): string {
  return `postgres://${USER}@127.0.0.1:${port}/${database}`
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

interface Account {
  readonly uid: number
  readonly gid: number
}

/** Its own account where the system's package made one, else nobody; undefined when we are not root. */
async function findAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of [USER, 'nobody']) {
    const [, , uid, gid] = accounts.find(([known]) => known === name) ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL refuses root, and there is no account to run it as')
}

async function giveTo(path: string, account: Account | undefined): Promise<void> {
  if (account !== undefined) await chown(path, account.uid, account.gid)
}

import pg from 'pg'
import { checkShape } from './check-shape.ts'
import { checkNewest } from './check-sqlite.ts'
import { fault, ok, warning, type Finding } from './check.ts'

const PATIENCE_MS = 3000
/** Clocks that are further apart end holds and grants too soon or too late. */
const MAX_SKEW_MS = 2000
/** What others, and those who look after it, need besides. */
const SPARE_CONNECTIONS = 10

/** What a `postgres:` URL leads to: asked, and written to in a transaction that is rolled back. */
export async function checkPostgres(url: string, poolSize: number): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  })
  client.on('error', () => {
    // The query that waits for it fails, and says so.
  })
  try {
    await client.connect()
    return [...(await checkServer(client, poolSize)), ...(await checkDatabase(client))]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const { host } = new URL(url)
    return [
      fault(
        `PostgreSQL at ${host} cannot be used: ${why}`,
        'Check that it runs, its address, account and password, and pg_hba.conf.',
      ),
    ]
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function checkServer(client: pg.Client, poolSize: number): Promise<Finding[]> {
  const show = async (name: string): Promise<string> => {
    const { rows } = await client.query<Record<string, string>>(`show ${name}`)
    return rows[0]?.[name] ?? ''
  }
  const findings: Finding[] = []
  const version = await show('server_version')
  findings.push(ok(`PostgreSQL ${version} answers`))
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const value = await show(name)
    if (value === 'off')
      findings.push(
        fault(
          `${name} is off: a power cut loses what was acknowledged`,
          `Set ${name} = on in postgresql.conf and reload.`,
        ),
      )
  }
  if (!findings.some(({ status }) => status === 'fault'))
    findings.push(ok('fsync is on, and commits wait for it'))
  const most = Number(await show('max_connections'))
  if (poolSize + SPARE_CONNECTIONS > most)
    findings.push(
      warning(
        `TOTE_DATABASE_POOL is ${poolSize}, the server takes ${most} in all`,
        'Raise max_connections, or lower the pool: every node has one.',
      ),
    )
  const asked = Date.now()
  const { rows } = await client.query<{ ms: string }>(
    'select extract(epoch from clock_timestamp()) * 1000 as ms',
  )
  const skewMs = Math.abs(Number(rows[0]?.ms) - (asked + Date.now()) / 2)
  findings.push(
    skewMs > MAX_SKEW_MS
      ? fault(
          `this machine's clock and the database's are ${Math.round(skewMs)} ms apart`,
          'Let both follow NTP (timedatectl set-ntp true).',
        )
      : ok(`clocks are ${Math.round(skewMs)} ms apart`),
  )
  return findings
}

async function checkDatabase(client: pg.Client): Promise<Finding[]> {
  const { rows } = await client.query<{ is_replica: boolean; known: string | null }>(
    `select pg_is_in_recovery() as is_replica, to_regclass('kysely_migration') as known`,
  )
  if (rows[0]?.is_replica === true)
    return [fault('this is a replica, which takes no writes', 'Name the primary in TOTE_DATABASE_URL.')]
  if (rows[0]?.known == null) {
    const { rows: rights } = await client.query<{ may: boolean }>(
      `select has_schema_privilege(current_schema(), 'CREATE') as may`,
    )
    if (rights[0]?.may !== true)
      return [fault('the account may not make tables', 'GRANT CREATE ON SCHEMA public TO the account.')]
    return [...checkShape('postgres', [])]
  }
  await client.query('begin')
  await client.query(`update meta set value = value where key = 'epoch'`)
  const newest = await client.query<{ at: string | null }>('select max(at) as at from mutation')
  await client.query('rollback')
  const steps = await client.query<{ name: string }>('select name from kysely_migration order by name')
  return [
    ok('it can be written to'),
    ...checkShape(
      'postgres',
      steps.rows.map(({ name }) => name),
    ),
    ...checkNewest(Number(newest.rows[0]?.at ?? 0)),
  ]
}

import { parseConfig, type Config } from '../../config.ts'
import { UsageError, type RunCommand } from '../command.ts'
import { readArgs } from '../read-args.ts'
import { checkPostgres } from './check-postgres.ts'
import { checkSqlite } from './check-sqlite.ts'
import { checkFileLimit, checkFolders, checkPublicUrl, checkRedis } from './check-surroundings.ts'
import { checkTenants } from './check-tenants.ts'
import { fault, type Check, type Finding } from './check.ts'

const help = `tote doctor [options]

Looks over a set-up, hub running or not, with the hub's own settings and account, and changes nothing. Names
each fault with what to do about it. Exit code 1 when there is a fault; warnings alone are 0.

  --sockets N   how many are expected on this node (10000)
  --json        findings as JSON
`

const marks = { ok: '✓', warning: '!', fault: '✗' } as const

export const doctor: RunCommand = async (args, { env, out }) => {
  const { values } = readArgs(args, {
    name: 'doctor',
    options: { help: { type: 'boolean' }, json: { type: 'boolean' }, sockets: { type: 'string' } },
  })
  if (values.help === true) {
    out(help)
    return 0
  }
  const sockets = Number(values.sockets ?? 10_000)
  if (!Number.isSafeInteger(sockets) || sockets < 1)
    throw new UsageError(`--sockets has to be a number of sockets, got ${values.sockets}.`)
  const found: { name: string; findings: Finding[] }[] = []
  for (const { name, look } of checksFor(parseConfig(env), sockets)) {
    const findings = await Promise.resolve(look()).catch((error: unknown) => [
      fault(error instanceof Error ? error.message : String(error), 'This check itself failed.'),
    ])
    found.push({ name, findings })
    if (values.json !== true) out(toText(name, findings))
  }
  const faults = found.flatMap(({ findings }) => findings).filter(({ status }) => status === 'fault').length
  if (values.json === true) out(`${JSON.stringify({ ok: faults === 0, checks: found })}\n`)
  else out(faults === 0 ? '\nnothing stands in the way\n' : `\n${faults} to mend\n`)
  return faults === 0 ? 0 : 1
}

function checksFor(config: Config, sockets: number): Check[] {
  const { TOTE_DATABASE_URL: url, TOTE_DATABASE_POOL: poolSize } = config
  return [
    {
      name: 'database',
      look: () =>
        url.startsWith('sqlite:') ? checkSqlite(url.slice('sqlite:'.length)) : checkPostgres(url, poolSize),
    },
    { name: 'tenants', look: () => checkTenants(config) },
    { name: 'public URL', look: () => checkPublicUrl(config) },
    { name: 'redis', look: () => checkRedis(config) },
    { name: 'open files', look: () => checkFileLimit(sockets) },
    { name: 'folders', look: () => checkFolders(config) },
  ]
}

function toText(name: string, findings: readonly Finding[]): string {
  const lines = findings.map((finding) => {
    const line = `  ${marks[finding.status]} ${finding.says}\n`
    return finding.status === 'ok' ? line : `${line}    → ${finding.todo}\n`
  })
  return `${name}\n${lines.join('')}`
}

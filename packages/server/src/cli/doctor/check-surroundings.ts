import { readFile, stat } from 'node:fs/promises'
import { inTime, newClient } from '../../bus/redis-connection.ts'
import type { Config } from '../../config.ts'
import { isLoopback } from './is-loopback.ts'
import { fault, ok, warning, type Finding } from './check.ts'

const PATIENCE_MS = 3000
const MAX_SKEW_MS = 2000

/** The public URL, as a browser reaches it. */
export async function checkPublicUrl({ TOTE_PUBLIC_URL: url }: Config): Promise<Finding[]> {
  if (url === undefined)
    return [
      warning(
        'TOTE_PUBLIC_URL is not set: proofs are made out to localhost',
        'Set it to the origin browsers know.',
      ),
    ]
  const findings: Finding[] = []
  if (url.startsWith('http:') && !isLoopback(url))
    findings.push(
      fault(
        `${url} is not https: browsers give its pages no keys`,
        'Put a proxy with a certificate in front.',
      ),
    )
  try {
    const answer = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!answer.ok)
      findings.push(
        fault(
          `${url}/livez answers ${answer.status}`,
          'Look at what the proxy passes on, and at the log of the hub.',
        ),
      )
    else findings.push(ok(`${url} answers`), ...checkClock(answer.headers.get('date')))
  } catch {
    findings.push(
      warning(`nothing answers at ${url} yet`, 'Start the hub and its proxy, and run this again.'),
    )
  }
  return findings
}

function checkClock(date: string | null): Finding[] {
  if (date === null) return []
  // The header has whole seconds.
  const skewMs = Math.abs(Date.parse(date) + 500 - Date.now())
  if (skewMs <= MAX_SKEW_MS) return [ok('its clock is ours')]
  return [
    fault(
      `its clock and this machine's are ${Math.round(skewMs / 1000)} s apart`,
      'Let both follow NTP (timedatectl set-ntp true).',
    ),
  ]
}

export async function checkRedis({ TOTE_REDIS_URL: url }: Config): Promise<Finding[]> {
  if (url === undefined) return [ok('not asked for: this hub is one node')]
  const client = newClient(url)
  client.on('error', () => undefined)
  try {
    await inTime(client.connect())
    await inTime(client.ping())
    return [ok(`Redis at ${new URL(url).host} answers`)]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [
      fault(
        `Redis at ${new URL(url).host} cannot be used: ${why}`,
        'Check that it runs, its address and password. Nodes serve without it, and hear of each other later.',
      ),
    ]
  } finally {
    if (client.isOpen) client.destroy()
  }
}

/** Beside its sockets a hub has its database, its log and what it listens on. */
const OWN_FILES = 200

/** Each socket is an open file. */
export async function checkFileLimit(sockets: number): Promise<Finding[]> {
  const text = await readFile('/proc/self/limits', 'utf8').catch(() => null)
  const most = /Max open files\s+(\d+|unlimited)/.exec(text ?? '')?.[1]
  if (most === undefined) return [ok('cannot be read on this system')]
  if (most === 'unlimited' || Number(most) >= sockets + OWN_FILES)
    return [ok(`${most} open files, enough for ${sockets} sockets`)]
  return [
    fault(
      `${most} open files are too few for ${sockets} sockets`,
      `Set LimitNOFILE=${sockets + OWN_FILES} in the unit, or ulimit -n.`,
    ),
  ]
}

/** Folders the hub is to serve from. */
export async function checkFolders(config: Config): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const name of ['TOTE_MEDIA_DIR', 'TOTE_EMBED_DIR', 'TOTE_CONSOLE_DIR'] as const) {
    const path = config[name]
    if (path === undefined) continue
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
    findings.push(
      isFolder
        ? ok(`${name}: ${path}`)
        : fault(
            `${name}: ${path} is no folder`,
            'Build it or name another: the hub does not start without it.',
          ),
    )
  }
  return findings.length > 0 ? findings : [ok('none are named')]
}

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** What is made once and kept: another run of the demo finds the same shop. */
export interface Kept {
  readonly publishableKey: string
  readonly hostKey: string
  /** Of who hands over at the demo's store. */
  readonly associateKey: string
  /** What hub and shop sign with, where there is a shop. */
  readonly shopSecret: string
  /** When the live show began, milliseconds since 1970. */
  readonly startsAt: number
  /** Where browsers kept their carts: a page's storage belongs to its port too. */
  readonly ports?: readonly number[]
}

export interface DemoFolder {
  readonly path: string
  readonly kept: Kept
  keep(more: Partial<Kept>): void
  /** Lets another demo use it. */
  release(): void
}

/** The stream has a window to show at once, and the co-host still reaches the show's first cue. */
const BEGAN_BEFORE_MS = 24_000

/** Takes the first data folder that no running demo uses: `.demo/1`, `.demo/2` …, with a shop `.demo/own-1` … */
export function openDemoFolder(
  root: string,
  { isFresh, shop }: { isFresh: boolean; shop: string | null },
): DemoFolder {
  for (let number = 1; ; number += 1) {
    const path = join(root, '.demo', shop === null ? String(number) : `${shop}-${number}`)
    if (isInUse(path)) continue
    if (isFresh) rmSync(path, { recursive: true, force: true })
    mkdirSync(path, { recursive: true })
    const lock = join(path, 'pid')
    writeFileSync(lock, String(process.pid))
    const file = join(path, 'kept.json')
    let kept = readKept(file)
    const keep = (more: Partial<Kept>) => {
      kept = { ...kept, ...more }
      writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
    }
    keep({})
    return {
      path,
      get kept() {
        return kept
      },
      keep,
      release: () => rmSync(lock, { force: true }),
    }
  }
}

function readKept(file: string): Kept {
  const made: Kept = {
    publishableKey: `pk_${randomBytes(12).toString('base64url')}`,
    hostKey: `hk_${randomBytes(18).toString('base64url')}`,
    associateKey: `ak_${randomBytes(18).toString('base64url')}`,
    shopSecret: `whsec_${randomBytes(32).toString('base64')}`,
    startsAt: Date.now() - BEGAN_BEFORE_MS,
  }
  // Written by us, below a folder that is ours; a damaged one is made anew.
  try {
    return { ...made, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>) }
  } catch {
    return made
  }
}

function isInUse(path: string): boolean {
  const lock = join(path, 'pid')
  if (!existsSync(lock)) return false
  const pid = Number(readFileSync(lock, 'utf8'))
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

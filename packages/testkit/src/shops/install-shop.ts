import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What pins an install: the same three files give the same packages. */
const PINNED = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
/** A slow network and a slow disk; a registry that is not there is told before. */
const INSTALL_MS = 15 * 60_000

export type ShopName = 'medusa' | 'vendure'

/** Files of ours that belong to a shop under test, beside its pinned packages. */
export function shopFolder(shop: ShopName): string {
  return fileURLToPath(new URL(`${shop}/server`, import.meta.url))
}

/**
 * Installs a shop's pinned packages once a machine, in a folder of their own outside the workspace: they are run in another
 * process, and never are a dependency of ours. Another one that installs the same at the same time does no harm.
 * @returns The folder. @throws when pnpm or the registry is not there.
 */
export async function installShop(shop: ShopName, signal?: AbortSignal): Promise<string> {
  const ours = shopFolder(shop)
  const { folder, isThere } = await findInstall(shop)
  if (isThere) return folder
  const making = `${folder}.${randomUUID()}`
  await mkdir(making, { recursive: true })
  try {
    for (const name of PINNED) await cp(join(ours, name), join(making, name))
    // No package of these needs its script: what is compiled comes along.
    const how = ['install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts', '--prod']
    await run('pnpm', how, {
      cwd: making,
      timeout: INSTALL_MS,
      maxBuffer: 50_000_000,
      ...(signal === undefined ? {} : { signal }),
    })
    await rename(making, folder)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    // Whoever was quicker has made the same.
    if (!existsSync(folder)) throw new Error(`${shop} could not be installed by pnpm`, { cause: error })
  }
  return folder
}

/** Where a shop's packages are kept on this machine, and whether they are there already. */
export async function findInstall(
  shop: ShopName,
): Promise<{ readonly folder: string; readonly isThere: boolean }> {
  const pins = await Promise.all(PINNED.map((name) => readFile(join(shopFolder(shop), name))))
  const key = pins.reduce((hash, pin) => hash.update(pin).update('\0'), createHash('sha256'))
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tote-test-shops')
  const folder = join(cache, `${shop}-${key.digest('hex').slice(0, 16)}`)
  return { folder, isThere: existsSync(folder) }
}

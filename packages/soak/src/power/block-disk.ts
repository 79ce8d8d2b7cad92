import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { createTempFolder } from '@tote/testkit/e2e'

const run = promisify(execFile)

/** What is missing for cutting the power of a disk on this machine; undefined when nothing is. */
export function whyNoPowerCuts(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may mount a disk'
  if (!existsSync('/dev/loop-control')) return 'the kernel has no loop devices'
  const missing = ['mkfs.ext4', 'mkfs.xfs'].filter((name) => !existsSync(join('/usr/sbin', name)))
  return missing.length === 0 ? undefined : `${missing.join(' and ')} is not installed`
}

/** A disk of its own, whose power can be cut as often as one likes. */
export interface BlockDisk {
  /** Where it is mounted. */
  readonly path: string
  /**
   * What is on the disk at this very moment, mounted after a restart's recovery, while the disk itself goes on.
   * All that had reached the disk is there; what a program had only written, and not synced, is not.
   */
  cut<T>(look: (path: string) => Promise<T>): Promise<T>
  remove(): Promise<void>
}

/**
 * ext4 on a file, the file on XFS: XFS clones a file in one step between two of its writes, so a clone is the
 * disk of one moment, torn transactions and all. Copying the file byte by byte would take its head from an
 * earlier moment than its tail, which is no state that a power cut leaves.
 */
export async function openBlockDisk(megabytes: number): Promise<BlockDisk> {
  const folder = await createTempFolder('power')
  const at = (name: string) => join(folder.path, name)
  // An unprivileged PostgreSQL has to get through.
  await chmod(folder.path, 0o755)
  const mounted: string[] = []
  const mount = async (image: string, path: string) => {
    await mkdir(path, { recursive: true })
    await run('mount', ['-o', 'loop', image, path])
    mounted.push(path)
  }
  const unmount = async (path: string) => {
    await run('umount', [path])
    mounted.splice(mounted.indexOf(path), 1)
  }
  const makeImage = async (image: string, size: number, command: readonly [string, ...string[]]) => {
    await writeFile(image, '')
    await truncate(image, size * 2 ** 20)
    const [program, ...args] = command
    await run(program, [...args, image])
  }
  const remove = async () => {
    for (const path of mounted.toReversed()) await unmount(path)
    await folder.remove()
  }
  try {
    await makeImage(at('outer.img'), 3 * megabytes, ['mkfs.xfs', '-q', '-m', 'reflink=1'])
    await mount(at('outer.img'), at('outer'))
    const image = join(at('outer'), 'disk.img')
    await makeImage(image, megabytes, ['mkfs.ext4', '-q', '-F'])
    await mount(image, at('disk'))
    return {
      path: at('disk'),
      async cut(look) {
        const clone = join(at('outer'), 'clone.img')
        await run('cp', ['--reflink=always', image, clone])
        await mount(clone, at('clone'))
        try {
          return await look(at('clone'))
        } finally {
          await unmount(at('clone'))
          await rm(clone)
        }
      },
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}

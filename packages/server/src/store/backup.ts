import { open, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

/** All pages in one step: a copy of one moment, however fast the hub goes on writing. */
const ALL_PAGES = 2 ** 31 - 1

/**
 * Copies a `sqlite:` database while a hub works on it. What was acknowledged before the call is in the copy.
 * The copy has no epoch: opened as a database it draws one of its own, so that clients who have seen more
 * than it holds renumber and send again what they still have.
 *
 * @param path Where the copy goes; there must be nothing yet. It appears only when it is whole and checked.
 * @throws for `postgres:` (use pg_dump or a base backup), and when the copy does not pass SQLite's own check.
 */
export async function backupStore(url: string, path: string): Promise<void> {
  if (!url.startsWith('sqlite:') || url === 'sqlite::memory:')
    throw new Error(
      'only a sqlite: file is copied by tote; PostgreSQL has pg_dump and base backups of its own',
    )
  if (existsSync(path)) throw new Error(`${path} is there already; a backup overwrites nothing`)
  const unfinished = `${path}.unfinished`
  await rm(unfinished, { force: true })
  const source = new DatabaseSync(url.slice('sqlite:'.length), { readOnly: true })
  try {
    await backup(source, unfinished, { rate: ALL_PAGES })
  } finally {
    source.close()
  }
  try {
    finish(unfinished)
    await syncFile(unfinished)
    await rename(unfinished, path)
    await syncFile(dirname(path))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

function finish(path: string): void {
  const copy = new DatabaseSync(path)
  try {
    // One file, without a log beside it.
    copy.exec('PRAGMA journal_mode = DELETE')
    const problems = copy.prepare('PRAGMA integrity_check').all()
    if (problems.length !== 1 || problems[0]?.['integrity_check'] !== 'ok')
      throw new Error(`the copy is damaged: ${JSON.stringify(problems)}`)
    const { changes } = copy.prepare(`delete from meta where key = 'epoch'`).run()
    if (changes !== 1) throw new Error('this is no database of tote: it has no epoch')
  } finally {
    copy.close()
  }
}

/** A file, or a folder with the names in it. */
async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

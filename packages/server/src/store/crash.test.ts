import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from './store.ts'

const ROUNDS = 6

test(
  `killed in mid-write ${ROUNDS} times, the store keeps every acknowledged add, and no add twice`,
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tote-crash-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const url = `sqlite:${join(folder, 'tote.db')}`
    const acknowledged: string[] = []
    for (let round = 0; round < ROUNDS; round += 1)
      acknowledged.push(...(await writeUntilKilled(url, 40 + round * 17)))
    const store = await openStore(url)
    onTestFinished(() => store.close())
    const log = await store.db.selectFrom('mutation').select(['uid']).execute()
    const uids = new Set(log.map(({ uid }) => uid))
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * 40)
    expect(acknowledged.filter((uid) => !uids.has(uid))).toEqual([])
    const lines = await store.db.selectFrom('cart_line').select(['qty']).execute()
    const carts = await store.db.selectFrom('cart').select(['rev']).execute()
    const units = lines.reduce((sum, { qty }) => sum + qty, 0)
    // One unit an add: the lines, the revisions and the log tell the same number.
    expect(units).toBe(log.length)
    expect(carts.reduce((sum, { rev }) => sum + rev, 0)).toBe(log.length)
  },
)

/** Runs a writer that adds without a pause, kills it after so many acknowledged adds, and tells which those were. */
async function writeUntilKilled(url: string, count: number): Promise<string[]> {
  const script = new URL('crash-writer-fixtures.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--conditions=tote-source', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  const exit = new Promise<void>((done) => child.once('exit', () => done()))
  for await (const uid of createInterface({ input: child.stdout })) {
    acknowledged.push(uid)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  await exit
  return acknowledged
}

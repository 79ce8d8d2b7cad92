import { freshDatabase } from '@tote/testkit/services/database'
import { expect, test } from 'vitest'
import { openStore } from '../../store/store.ts'
import { runTote } from '../tote.ts'

async function doctor(env: Record<string, string>) {
  let out = ''
  const code = await runTote(['doctor', '--sockets', '100'], {
    env,
    out: (text) => void (out += text),
    err: (text) => void (out += text),
  })
  return { code, out }
}

test('doctor tells of PostgreSQL whether it is there, keeps what it says it kept, and is of this version', async () => {
  const url = await freshDatabase()
  const before = await doctor({ TOTE_DATABASE_URL: url })
  expect(before.out).toMatch(/PostgreSQL 1\d[^]*migrations are to be done: 0001-first[^]*tote migrate/)
  await (await openStore(url)).close()
  const after = await doctor({ TOTE_DATABASE_URL: url })
  expect(after.out).toMatch(/clocks are \d+ ms apart[^]*can be written to[^]*migrations are current/)
  // The servers of tests may run without fsync: then that is a fault, and it says which loss it means.
  if (after.code === 1) expect(after.out).toMatch(/fsync is off: a power cut loses what was acknowledged/)
})

test('doctor tells of a database and a Redis that are not there', async () => {
  const { code, out } = await doctor({
    TOTE_DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/none',
    TOTE_REDIS_URL: 'redis://127.0.0.1:9',
  })
  expect(code).toBe(1)
  expect(out).toMatch(/PostgreSQL at 127\.0\.0\.1:9 cannot be used[^]*→ /)
  expect(out).toMatch(/Redis at 127\.0\.0\.1:9 cannot be used[^]*→ /)
  expect(out).not.toContain('secret')
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAX_PREPARED, openNodeSqlite } from './node-sqlite.ts'

let database: ReturnType<typeof openNodeSqlite>
beforeEach(() => {
  database = openNodeSqlite(':memory:')
})
afterEach(() => database.close())

function prepareOthers(count: number): void {
  for (let index = 0; index < count; index += 1) database.prepare(`select ${index}`)
}

test('what is asked again and again stays prepared, however many others are asked in between', () => {
  const hot = database.prepare("select 'hot'")
  for (let round = 0; round < 3; round += 1) {
    prepareOthers(MAX_PREPARED - 1)
    expect(database.prepare("select 'hot'")).toBe(hot)
  }
})

test('a query that comes late is kept, too; the one that was not asked for longest makes room', () => {
  const first = database.prepare("select 'first'")
  prepareOthers(MAX_PREPARED)
  const late = database.prepare("select 'late'")
  expect(database.prepare("select 'late'")).toBe(late)
  expect(database.prepare("select 'first'")).not.toBe(first)
})

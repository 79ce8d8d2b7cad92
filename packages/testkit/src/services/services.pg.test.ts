import { Client } from 'pg'
import { createClient } from 'redis'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabase } from './fresh-database.ts'
import { startPostgres, startRedis } from './services.ts'

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows
  } finally {
    await client.end()
  }
}

test('each database is empty and apart from the others', async () => {
  const one = await freshDatabase()
  const other = await freshDatabase()
  await ask(one, 'create table line (qty integer)')
  const count = `select count(*)::int as tables from information_schema.tables where table_schema = 'public'`
  expect(await ask(one, count)).toEqual([{ tables: 1 }])
  expect(await ask(other, count)).toEqual([{ tables: 0 }])
})

test('a PostgreSQL that was killed has on its return what it had confirmed', async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const url = await postgres.createDatabase('shop')
  await ask(url, 'create table line (qty integer)')
  await ask(url, 'insert into line values (3)')
  await postgres.kill()
  await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
  await postgres.restart()
  expect(await ask(url, 'select qty from line')).toEqual([{ qty: 3 }])
})

test('a PostgreSQL ends although somebody is connected', async () => {
  const postgres = await startPostgres()
  const client = new Client({ connectionString: postgres.url })
  const failures: string[] = []
  client.on('error', (error) => failures.push(error.message))
  await client.connect()
  await postgres.stop()
  await expect.poll(() => failures[0]).toContain('terminating connection')
})

test('a Redis that was killed comes back empty at the same address', async () => {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  const connect = () => createClient({ url: redis.url })
  const askRedis = async <T>(question: (client: ReturnType<typeof connect>) => Promise<T>): Promise<T> => {
    const client = connect()
    client.on('error', () => {
      // Told by the question's own failure.
    })
    await client.connect()
    try {
      return await question(client)
    } finally {
      client.destroy()
    }
  }
  await askRedis((client) => client.set('rev', '7'))
  expect(await askRedis((client) => client.get('rev'))).toBe('7')
  await redis.kill()
  await redis.restart()
  expect(await askRedis((client) => client.get('rev'))).toBeNull()
})

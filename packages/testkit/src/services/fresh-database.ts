import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject, onTestFinished } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the run's PostgreSQL, from run-services.ts. Tests take a database of their own with `freshDatabase`. */
    postgresUrl: string
  }
}

/** A new, empty database of the run's PostgreSQL, gone when the test is. Returns its URL. For `*.pg.test.ts`. */
export async function freshDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const url = new URL(inject('postgresUrl'))
  await ask(url.href, `create database ${name}`)
  onTestFinished(() => ask(inject('postgresUrl'), `drop database if exists ${name} with (force)`))
  url.pathname = name
  return url.href
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

import type { TestProject } from 'vitest/node'
import { startPostgres } from './start-postgres.ts'

/** Vitest's global set-up of the `pg` project: one PostgreSQL for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // What the machine's own failure would lose is not what these tests are about; waiting for its disk is.
  const postgres = await startPostgres({ settings: { fsync: 'off', full_page_writes: 'off' } })
  project.provide('postgresUrl', postgres.url)
  return () => postgres.stop()
}

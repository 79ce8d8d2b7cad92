import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import type { Defer } from './commit-pace.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** What waits longer than these many others' work has waited long enough for its answer. */
const MAX_RUNS = 64

interface Waiting {
  run(trx: Transaction<Tables>, isAlone: boolean): Promise<void>
  /** Tells the caller how it ended: called after the commit alone. */
  settle(): void
  fail(error: unknown): void
}

/**
 * One commit for many. The dear part of a small transaction is waiting for the disk, so what has gathered
 * while the last commit ran shares the next one:
 *
 *     begin · savepoint a · release · savepoint b · roll back to b · savepoint c · release · commit
 *                                                                                             └ now a and c
 *                                                                                  resolve and b rejects
 *
 * A run that throws takes back its own writes and nobody else's; one that is alone is the whole transaction. Nobody hears of anything before the
 * commit, and when that fails nobody's run has happened.
 */
export function createGroupCommit(
  db: Kysely<Tables>,
  { defer, onCommit }: { defer: Defer; onCommit: (runs: number) => void },
): Store['transaction'] {
  const waiting: Waiting[] = []
  let isFlushing = false

  return (run) =>
    new Promise((resolve, reject) => {
      let settle = () => {}
      waiting.push({
        run: async (trx, isAlone) => {
          try {
            const value = await (isAlone ? inWhole(trx, run) : inSavepoint(trx, run))
            settle = () => resolve(value)
          } catch (error) {
            if (error instanceof LostGroup) throw error
            settle = () => reject(error)
          }
        },
        settle: () => settle(),
        fail: reject,
      })
      schedule()
    })

  function schedule() {
    if (isFlushing || waiting.length === 0) return
    isFlushing = true
    void defer(flush).then(() => {
      isFlushing = false
      schedule()
    })
  }

  async function flush() {
    const group = waiting.splice(0, MAX_RUNS)
    let lost: LostGroup | undefined
    try {
      await db.transaction().execute(async (trx) => {
        for (const { run } of group) {
          // One after another: they share a connection, and each sees what those before it did.
          await run(trx, group.length === 1).catch((error: unknown) => {
            if (error instanceof LostGroup) lost = error
            throw error
          })
        }
      })
      onCommit(group.length)
      for (const { settle } of group) settle()
    } catch (error) {
      // Rolling back what SQLite has rolled back by itself fails too, and says less than the first failure.
      for (const { fail } of group) fail(lost?.cause ?? error)
    }
  }
}

/** The whole transaction is gone, not only one run's part of it. */
class LostGroup extends Error {}

type Run<T> = (trx: Transaction<Tables>) => Promise<T>

/** With nobody to spare, what a savepoint does the transaction does as well. */
async function inWhole<T>(trx: Transaction<Tables>, run: Run<T>): Promise<T> {
  try {
    return await run(trx)
  } catch (error) {
    throw new LostGroup('the only run failed', { cause: error })
  }
}

async function inSavepoint<T>(trx: Transaction<Tables>, run: Run<T>): Promise<T> {
  await trx.executeQuery(savepoint)
  try {
    const value = await run(trx)
    await trx.executeQuery(release)
    return value
  } catch (error) {
    try {
      await trx.executeQuery(rollBack)
      await trx.executeQuery(release)
    } catch {
      // A full or failing disk made SQLite roll back everything: that is the error to tell.
      throw new LostGroup('the transaction was rolled back by the engine', { cause: error })
    }
    throw error
  }
}

const savepoint = CompiledQuery.raw('savepoint run')
const release = CompiledQuery.raw('release savepoint run')
const rollBack = CompiledQuery.raw('rollback to savepoint run')

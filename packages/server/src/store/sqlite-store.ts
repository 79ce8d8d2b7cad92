import { Kysely, SqliteAdapter, SqliteDialect, SqliteQueryCompiler, type SelectModifierNode } from 'kysely'
import { createGroupCommit } from './group-commit.ts'
import { prepareDatabase } from './prepare-database.ts'
import type { Store, StoreOptions } from './store.ts'
import type { Tables } from './tables.ts'

/** The embedded engine: one connection, one writer, one file. */
export async function openSqliteStore(
  path: string,
  { defer, onCommit, openSqlite }: Pick<Required<StoreOptions>, 'defer' | 'onCommit' | 'openSqlite'>,
): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: new EmbeddedDialect({ database: openSqlite(path) }) })
  try {
    const { epoch, shape } = await prepareDatabase(db, {
      engine: 'sqlite',
      // Every transaction begins as a writer, and there is but one of those.
      lock: () => Promise.resolve(),
    })
    return {
      db,
      engine: 'sqlite',
      epoch,
      shape,
      transaction: createGroupCommit(db, { defer, onCommit }),
      close: () => db.destroy(),
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

class EmbeddedDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter()
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new WithoutLocks()
  }
}

/** SQLite can undo a change of its tables, which Kysely's adapter does not use: it would leave half a migration. */
class EmbeddedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

const LOCKS: ReadonlySet<string> = new Set([
  'ForUpdate',
  'ForNoKeyUpdate',
  'ForShare',
  'ForKeyShare',
  'NoWait',
  'SkipLocked',
])

class WithoutLocks extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    // `for update` and its kin: the only writer has nobody to lock out, and SQLite no word for it.
    if (node.modifier === undefined || !LOCKS.has(node.modifier)) super.visitSelectModifier(node)
  }
}

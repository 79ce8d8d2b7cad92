import { migrationsFor } from '../../migrations/migrations.ts'
import type { Engine } from '../../store/store.ts'
import { fault, ok, warning, type Finding } from './check.ts'

/** The steps a database has taken against those this version knows. */
export function checkShape(engine: Engine, taken: readonly string[]): Finding[] {
  const known = Object.keys(migrationsFor(engine))
  const missing = known.filter((step) => !taken.includes(step))
  const later = taken.filter((step) => !known.includes(step))
  if (later.length > 0)
    return [
      fault(
        `the database is of a later version: it has taken ${later.join(', ')}`,
        'Run that version, or restore a backup of before it.',
      ),
    ]
  if (missing.length > 0)
    return [
      warning(
        `migrations are to be done: ${missing.join(', ')}`,
        'tote migrate does them, and so does tote serve.',
      ),
    ]
  return [ok(`migrations are current: ${known.at(-1)}`)]
}

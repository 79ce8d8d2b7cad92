import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { Store } from '../store/store.ts'
import type { Metrics } from './metrics.ts'

/** The same store, whose transactions are timed, and are spans where somebody traces. */
export function measureStore(store: Store, metrics: Metrics): Store {
  const tracer = trace.getTracer('@tote/server')
  return {
    ...store,
    transaction: (run) =>
      tracer.startActiveSpan(
        'tote.db.transaction',
        { attributes: { 'db.system': store.engine } },
        async (span) => {
          const startedAt = performance.now()
          try {
            return await store.transaction(run)
          } catch (error) {
            span.setStatus({ code: SpanStatusCode.ERROR })
            throw error
          } finally {
            metrics.transactionTook((performance.now() - startedAt) / 1000)
            // On SQLite the store itself tells how many shared a commit.
            if (store.engine === 'postgres') metrics.committed(1)
            span.end()
          }
        },
      ),
  }
}

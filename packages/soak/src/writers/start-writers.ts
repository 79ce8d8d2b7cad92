import { createRandom } from '@tote/testkit/random'
import type { HubProcess } from '../hub/hub-process.ts'
import type { Ledger } from './ledger.ts'
import { Writer } from './writer.ts'

const WRITERS = 8
/** Of the load tenant. One line of a cart holds 999: over all of them there is room for a long run. */
const VARIANTS = Array.from({ length: 20 }, (_, index) => `variant-${index}`)

/** The hub takes as much as it can: what it may refuse is not what is tried here. */
export const writersEnv = {
  TOTE_LOG_LEVEL: 'info',
  TOTE_MUTATION_RATE: '100000/100000',
  TOTE_TENANT_RATE: '100000/100000',
  TOTE_JOIN_RATE: '10000/10000',
} as const

/** Starts shoppers who add without a pause. Returns what stops them, once their last batch is answered. */
export function startWriters(hub: HubProcess, ledger: Ledger): () => Promise<void> {
  const writers = Array.from(
    { length: WRITERS },
    (_, index) => new Writer({ hub: hub.url, ledger, random: createRandom(index + 1), variants: VARIANTS }),
  )
  for (const writer of writers) writer.start()
  return async () => {
    await Promise.all(writers.map((writer) => writer.stop()))
  }
}

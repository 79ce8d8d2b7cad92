import { runSeeds } from '../sim/run-seeds.ts'
import type { Violation } from '../sim/witness.ts'
import type { Safeguard } from './safeguards.ts'

export interface Caught {
  readonly safeguard: Safeguard
  /** The first seed that noticed; null when none did. */
  readonly seed: number | null
  readonly violation: Violation | null
  readonly seeds: number
}

export interface CatchOptions {
  /** At most so many for each. */
  readonly seeds: number
  /** Safeguards at a time. */
  readonly workers: number
  onCaught(caught: Caught): void
}

/** Runs worlds without each of these safeguards, until one of them breaks a promise. */
export async function catchMutants(
  safeguards: readonly Safeguard[],
  { seeds, workers, onCaught }: CatchOptions,
): Promise<Caught[]> {
  const left = [...safeguards]
  const all: Caught[] = []
  async function work(): Promise<void> {
    for (let safeguard = left.shift(); safeguard !== undefined; safeguard = left.shift()) {
      const outcome = await runSeeds({
        from: 1,
        count: seeds,
        workers: 1,
        isFirstEnough: true,
        without: safeguard.name,
      })
      const [first] = outcome.failed
      const caught: Caught = {
        safeguard,
        seed: first?.seed ?? null,
        violation: first?.violations[0] ?? null,
        seeds: outcome.seeds,
      }
      onCaught(caught)
      all.push(caught)
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return safeguards.flatMap((safeguard) => all.filter((caught) => caught.safeguard === safeguard))
}

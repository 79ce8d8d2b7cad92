import { act } from './acts.ts'
import { fault } from './fault-acts.ts'
import { checkShort } from './check-stock.ts'
import { checkAtEnd, checkHolds, differences } from './invariants.ts'
import type { SimDatabase } from './sim-database.ts'
import type { Violation } from './witness.ts'
import { World } from './world.ts'

export interface SeedResult {
  readonly seed: number
  readonly violations: readonly Violation[]
  /** The same for two runs of one seed. */
  readonly hash: string
  readonly trace: readonly string[]
  /** Shoppers' intents, and events of virtual time. */
  readonly intents: number
  readonly events: number
  readonly virtualMs: number
}

/** Pages come back within their longest wait, and a half-open connection is found out in less than this. */
const QUIET_WITHIN_MS = 150_000
const STEP_MS = 1000

/** One world from its beginning to its quiet end. */
export async function runSeed(
  database: SimDatabase,
  seed: number,
  { isTracing = false }: { isTracing?: boolean } = {},
): Promise<SeedResult> {
  const world = new World(database, seed, { isTracing })
  const { clock, random, witness, profile } = world
  const startMs = clock.now()
  try {
    await clock.runUntil(clock.now() + random.integer(0, 600))
    for (let count = 0; count < profile.acts; count += 1) {
      await clock.runUntil(clock.now() + Math.floor(random.next() ** 3 * 2500))
      clock.owner = clock.world
      if (random.integer(1, 100) <= profile.faults) fault(world)
      else act(world)
      checkHolds(world)
      checkShort(world)
      witness.checkShows(world.pages)
    }
    world.heal()
    await untilQuiet(world)
    await checkAtEnd(world)
  } catch (error) {
    witness.violate('crash', error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  await world.end()
  return {
    seed,
    violations: witness.violations,
    hash: witness.hash,
    trace: witness.trace,
    intents: witness.acts,
    events: clock.ran,
    virtualMs: clock.now() - startMs,
  }
}

async function untilQuiet(world: World): Promise<void> {
  const { clock, witness } = world
  const deadlineMs = clock.now() + QUIET_WITHIN_MS
  let quietMs = 0
  for (;;) {
    await clock.runUntil(clock.now() + STEP_MS)
    checkHolds(world)
    checkShort(world)
    const found = differences(world)
    quietMs = found.length === 0 ? quietMs + STEP_MS : 0
    if (quietMs >= 5 * STEP_MS) return
    if (clock.now() < deadlineMs) continue
    for (const text of found) witness.violate('I5', text)
    return
  }
}

import * as fc from 'fast-check'
import { SimDatabase } from '../sim/sim-database.ts'
import { ShopModel } from './cart-model.ts'
import { anyCommands } from './model-commands.ts'
import { ModelWorld } from './model-world.ts'

export interface ModelOrder {
  readonly seed: number
  readonly runs: number
  /** Of a run that failed before: that run alone. */
  readonly path?: string
}

export interface ModelResult {
  readonly runs: number
  /** How it went wrong, made as short as it could be; null when all runs went well. */
  readonly failure: { readonly text: string; readonly seed: number; readonly path: string } | null
}

/** Holds this thread's time: for workers. */
export async function runModel({ seed, runs, path }: ModelOrder): Promise<ModelResult> {
  const database = await SimDatabase.open()
  const property = fc.asyncProperty(anyCommands, fc.nat(), async (commands, worldSeed) => {
    const real = new ModelWorld(database, worldSeed)
    const model = new ShopModel()
    try {
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await real.settle(model)
    } finally {
      await real.end()
    }
  })
  const details = await fc.check(property, {
    seed,
    numRuns: runs,
    ...(path === undefined ? {} : { path, endOnFailure: true }),
  })
  if (!details.failed) return { runs: details.numRuns, failure: null }
  const [commands] = details.counterexample ?? []
  const { errorInstance: error } = details
  const text = `${fc.stringify(commands)}\n${error instanceof Error ? error.message : String(error)}`
  return {
    runs: details.numRuns,
    failure: { text, seed: details.seed, path: details.counterexamplePath ?? '' },
  }
}

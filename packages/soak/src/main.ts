import { chaos } from './chaos/chaos.ts'
import type { Command } from './command.ts'
import { fuzz } from './fuzz/fuzz.ts'
import { kill } from './kill/kill.ts'
import { load } from './load/load.ts'
import { model } from './model/model.ts'
import { mutants } from './mutants/mutants.ts'
import { nodes } from './nodes/nodes.ts'
import { power } from './power/power.ts'
import { race } from './race/race.ts'
import { rush } from './rush/rush.ts'
import { runCommand } from './run-command.ts'
import { scale } from './scale/scale.ts'
import { sim } from './sim/sim.ts'
import { storm } from './storm/storm.ts'

/** In the order of the document that shows their figures. */
const commands: Readonly<Record<string, Command>> = {
  sim,
  mutants,
  model,
  race,
  rush,
  kill,
  power,
  fuzz,
  chaos,
  load,
  storm,
  nodes,
  scale,
}

const { code, out = '', error = '' } = await runCommand('soak', commands, process.argv.slice(2))
process.stdout.write(out)
process.stderr.write(error)
process.exitCode = code

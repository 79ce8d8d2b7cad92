import type { Command } from '../command.ts'
import { runCommand } from '../run-command.ts'
import { carryBench } from './carry/carry-bench.ts'
import { cueBench } from './cue/cue-bench.ts'
import { fanOutBench } from './fan-out.ts'
import { followBench } from './follow/follow-bench.ts'
import { playerBench } from './player/player-bench.ts'

const commands: Readonly<Record<string, Command>> = {
  carry: carryBench,
  cue: cueBench,
  fanout: fanOutBench,
  player: playerBench,
  follow: followBench,
}

const { code, out = '', error = '' } = await runCommand('bench', commands, process.argv.slice(2))
process.stdout.write(out)
process.stderr.write(error)
process.exitCode = code

import { judgeCommand } from './command-gate.ts'
import type { Gate } from './gate.ts'

export const unusedGate: Gate = {
  name: 'unused',
  about: 'knip: files, exports and dependencies that nothing uses, or that are used and not named',
  run: () => judgeCommand('knip', ['--no-progress']),
}

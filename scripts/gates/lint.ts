import { judgeCommand } from './command-gate.ts'
import type { Gate } from './gate.ts'

export const lintGate: Gate = {
  name: 'lint',
  about: 'oxlint with types, by .oxlintrc.json',
  run: (paths) => judgeCommand('oxlint', [...paths]),
}

import { judgeCommand } from './command-gate.ts'
import type { Gate } from './gate.ts'

export const formatGate: Gate = {
  name: 'format',
  about: 'prettier; mend with `npm run format`',
  run: (paths) =>
    judgeCommand('prettier', ['--check', '--log-level=warn', ...(paths.length > 0 ? paths : ['.'])]),
}

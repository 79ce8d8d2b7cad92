import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { judgeCommand } from './command-gate.ts'
import type { Gate } from './gate.ts'
import { root, workspacePackages } from '../workspace/workspace.ts'

export const buildGate: Gate = {
  name: 'build',
  about: 'every package and example, in the order of their dependencies',
  async run() {
    // tsc leaves what an earlier build made, and a file that no longer has a source would be packed.
    for (const { folder, manifest } of workspacePackages()) {
      if (manifest.scripts?.['build']?.includes('tsc'))
        rmSync(join(root, folder, 'dist'), { recursive: true, force: true })
    }
    return judgeCommand('pnpm', ['--recursive', '--reporter=append-only', 'run', 'build'])
  },
}

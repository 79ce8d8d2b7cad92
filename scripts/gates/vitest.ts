import { runCommand } from '../workspace/run-command.ts'
import { needsChromium } from '../workspace/chromium.ts'
import type { Gate, Verdict } from './gate.ts'

export const nodeGate: Gate = {
  name: 'node',
  about: 'tests in Node: *.test.ts',
  run: (paths) => runProject('node', paths),
}

export const browserGate: Gate = {
  name: 'dom',
  about: "tests in the system's Chromium: *.dom.test.ts",
  run: async (paths) => (await needsChromium()) ?? runProject('dom', paths),
}

export const e2eGate: Gate = {
  name: 'e2e',
  about: 'whole journeys over real servers and browsers: *.e2e.test.ts',
  run: async (paths) => (await needsChromium()) ?? runProject('e2e', paths),
}

async function runProject(project: string, paths: readonly string[]): Promise<Verdict> {
  const { code, output } = await runCommand('vitest', ['run', '--project', project, ...paths])
  const tests = /^\s*Tests\s+(.*?)\s*(?:\(\d+\))?$/m.exec(output)?.[1]
  // A project without a test is a filter or a pattern gone wrong, never a success.
  const problems = code === 0 && tests?.includes('passed') ? [] : [output]
  return { problems, note: tests === undefined ? 'no tests' : `${tests} tests` }
}

import { expect, test, vi } from 'vitest'
import type { Command } from './command.ts'
import { readOptions } from './read-options.ts'
import { runCommand } from './run-command.ts'

const ran = vi.fn<(rounds: string) => void>()
const options = {
  rounds: { type: 'string', default: '10' },
  json: { type: 'string' },
  quiet: { type: 'boolean' },
} as const
const race: Command = {
  about: 'who is first',
  run(args) {
    ran(readOptions(args, options).rounds)
    return Promise.resolve(0)
  },
}
const run = (...argv: string[]) => runCommand('soak', { race }, argv)
const USAGE = 'pnpm soak race [--rounds 10] [--json …] [--quiet]'

test('a command runs with its options, or their defaults', async () => {
  expect(await run('race', '--rounds', '3')).toEqual({ code: 0 })
  expect(await run('race')).toEqual({ code: 0 })
  expect(ran.mock.calls).toEqual([['3'], ['10']])
})

test('--help tells what it is for and what it takes, and runs nothing', async () => {
  ran.mockClear()
  expect(await run('race', '--help')).toEqual({ code: 0, out: `who is first\n\n${USAGE}\n` })
  expect(ran).not.toHaveBeenCalled()
})

test.each([
  [['--laps', '3'], "Unknown option '--laps'"],
  [['--rounds', 'many'], '--rounds takes a number, and got many'],
  [['--json'], "Option '--json <value>' argument missing"],
])('what it cannot use, as %j, is answered in one line', async (args, why) => {
  ran.mockClear()
  expect(await run('race', ...args)).toEqual({ code: 1, error: `${why}; ${USAGE}\n` })
  expect(ran).not.toHaveBeenCalled()
})

test('a command that is none is answered with those there are', async () => {
  expect(await run('rice')).toEqual({
    code: 1,
    error: expect.stringContaining('race       who is first') as string,
  })
})

test('what goes wrong while it runs is no matter of usage', async () => {
  const failing: Command = { about: '', run: () => Promise.reject(new Error('no database')) }
  await expect(runCommand('soak', { failing }, ['failing'])).rejects.toThrow('no database')
})

import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startProcess } from '../../packages/testkit/src/e2e/start-process.ts'

const PATIENCE = { timeout: 30_000, interval: 100 }
const SCRIPT = fileURLToPath(new URL('../cluster.mjs', import.meta.url))

/** Any process is asked by signal 0 whether it is there. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const isReady = async (url: string) => (await fetch(`${url}/readyz`).catch(() => null))?.ok === true

test('two hubs answer at one address, one alone when the other is killed, and all of it ends when it is told to', async () => {
  const cluster = await startProcess({
    command: process.execPath,
    args: ['--conditions=tote-source', SCRIPT, '--port', '0'],
    stopSignal: 'SIGINT',
    readyWhen: /Ctrl-C ends/,
    readyTimeoutMs: 120_000,
  })
  onTestFinished(async () => void (await cluster.stop()))
  const output = cluster.output()
  const url = /proxy +(http\S+)/.exec(output)?.[1] ?? ''
  const pids = [...output.matchAll(/hub \d .*\(pid (\d+)\)/g)].map(([, pid]) => Number(pid))
  expect(pids).toHaveLength(2)
  expect(pids.every(isAlive)).toBe(true)
  await expect.poll(() => isReady(url), PATIENCE).toBe(true)
  process.kill(pids[0] ?? 0, 'SIGKILL')
  await expect.poll(() => isAlive(pids[0] ?? 0), PATIENCE).toBe(false)
  await expect.poll(() => isReady(url), PATIENCE).toBe(true)
  expect(await cluster.stop()).toBe(0)
  expect(pids.some(isAlive)).toBe(false)
  expect(await isReady(url)).toBe(false)
}, 240_000)

test.each([
  [['--nodes', 'many'], '--nodes is a whole number from 1 to 8, not "many".'],
  [['--port', '70000'], '--port is a whole number from 0 to 65535, not "70000".'],
  [['--hubs', '3'], "Unknown option '--hubs'"],
])('%j is answered in a line, and nothing is started', (args, line) => {
  const { status, stderr } = spawnSync(process.execPath, ['--conditions=tote-source', SCRIPT, ...args], {
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toContain(line)
  expect(stderr).not.toMatch(/^\s+at /m)
})

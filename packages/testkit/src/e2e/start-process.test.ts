import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findFreePort } from './find-free-port.ts'
import { startProcess, type RunningProcess } from './start-process.ts'
import { createTempFolder, type TempFolder } from './temp-folder.ts'

let folder: TempFolder
const started: RunningProcess[] = []
beforeEach(async () => {
  folder = await createTempFolder('process')
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.kill()
  await folder.remove()
})

async function start(program: string, env: Record<string, string> = {}): Promise<RunningProcess> {
  const running = await startProcess({
    command: process.execPath,
    args: ['--eval', program],
    cwd: folder.path,
    env,
    readyWhen: /ready/,
    readyTimeoutMs: 10_000,
  })
  started.push(running)
  return running
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const saysGoodbye = `
  require('fs').appendFileSync('runs', 'run ')
  process.on('SIGTERM', () => { console.log('goodbye'); process.exit(3) })
  setInterval(() => {}, 1000)
  console.log('ready ' + process.env.WHO)`

test('a process is ready when it says so, in its folder and environment', async () => {
  const running = await start(saysGoodbye, { WHO: 'Ada' })
  expect(running.output()).toContain('ready Ada')
  expect(existsSync(join(folder.path, 'runs'))).toBe(true)
})

test('stop lets it say goodbye and gives its exit code', async () => {
  const running = await start(saysGoodbye)
  expect(await running.stop()).toBe(3)
  expect(running.output()).toContain('goodbye')
  expect(isAlive(running.pid)).toBe(false)
})

test('kill gives it no time for anything', async () => {
  const running = await start(saysGoodbye)
  await running.kill()
  expect(running.output()).not.toContain('goodbye')
  expect(isAlive(running.pid)).toBe(false)
})

test('restart runs it anew, as another process, and keeps what was printed', async () => {
  const running = await start(saysGoodbye)
  const before = running.pid
  await running.kill()
  await running.restart()
  expect(running.pid).not.toBe(before)
  expect(await readFile(join(folder.path, 'runs'), 'utf8')).toBe('run run ')
  expect(running.output().match(/ready/g)).toHaveLength(2)
})

test('restarting what still runs is refused', async () => {
  const running = await start(saysGoodbye)
  await expect(running.restart()).rejects.toThrow('still runs')
})

test('what it started ends with it', async () => {
  const port = await findFreePort()
  const child = `require('net').createServer().listen(${port}, '127.0.0.1', () => console.log('ready'))`
  const running = await start(`
    const args = ['--eval', ${JSON.stringify(child)}]
    require('child_process').spawn(process.execPath, args, { stdio: 'inherit' })`)
  expect(await isListening(port)).toBe(true)
  await running.kill()
  await expect.poll(() => isListening(port)).toBe(false)
})

test('one that ends before it is ready fails with what it printed', async () => {
  await expect(start(`console.error('no such port'); process.exit(1)`)).rejects.toThrow('no such port')
})

test('a command that is not there fails with its name', async () => {
  const nowhere = startProcess({ command: join(folder.path, 'nowhere'), readyWhen: /ready/ })
  await expect(nowhere).rejects.toThrow('nowhere')
})

test('one that never is ready is ended', async () => {
  const never = startProcess({
    command: process.execPath,
    args: ['--eval', `console.log('pid ' + process.pid); setInterval(() => {}, 1000)`],
    readyWhen: /ready/,
    readyTimeoutMs: 1_000,
  })
  const error: unknown = await never.catch((reason: unknown) => reason)
  const pid = /pid (\d+)/.exec(String(error))?.[1]
  expect(pid).toBeDefined()
  expect(isAlive(Number(pid))).toBe(false)
})

test('a free port can be listened on, and a removed folder is gone', async () => {
  const port = await findFreePort()
  const running = await start(
    `require('net').createServer().listen(${port}, '127.0.0.1', () => console.log('ready'))`,
  )
  expect(running.output()).toContain('ready')
  await running.stop()
  await folder.remove()
  expect(existsSync(folder.path)).toBe(false)
})

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { needsPostgres } from './platform-shop.ts'

const demo = fileURLToPath(new URL('../demo.mjs', import.meta.url))
const run = (...args: string[]) => spawnSync(process.execPath, [demo, ...args], { encoding: 'utf8' })

test('a shop that there is not is answered with those there are, before anything is started', () => {
  const { status, stdout, stderr } = run('--shop', 'nonsense')
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain('The demo knows no shop nonsense. There are:')
  for (const name of ['own', 'medusa', 'vendure'])
    expect(stderr).toMatch(new RegExp(`^ +--shop ${name} +\\S`, 'm'))
})

test('a word that the demo does not take is answered with those it takes', () => {
  const { status, stderr } = run('--shops')
  expect(status).toBe(1)
  expect(stderr).toMatch(/--fresh.*--shop/s)
})

test('a machine without PostgreSQL is told in one line what to install', () => {
  expect(() => needsPostgres('vendure', null)).toThrow(
    /^Vendure keeps its data in PostgreSQL, and there is none here: install it \(.*\) and start again\.$/,
  )
  expect(() => needsPostgres('medusa', '/usr/lib/postgresql/15/bin')).not.toThrow()
})

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ConfigError, parseConfig, settings } from './config.ts'

test('without any variable the embedded defaults hold', () => {
  expect(parseConfig({})).toMatchObject({
    TOTE_DATABASE_URL: 'sqlite:./tote.db',
    TOTE_HOST: '127.0.0.1',
    TOTE_PORT: 4100,
    TOTE_TENANTS: [],
  })
})

test.each([
  ['TOTE_PORT', 'eighty'],
  ['TOTE_PORT', '70000'],
  ['TOTE_PUBLIC_URL', 'hub.example.com'],
  ['TOTE_DATABASE_URL', 'mysql://x'],
  ['TOTE_LOG_LEVEL', 'loud'],
  ['TOTE_REDIS_URL', 'localhost:6379'],
  ['TOTE_NODE', 'hub one'],
])('%s=%s is an error that names the variable, what it got and an example', (name, value) => {
  expect(() => parseConfig({ [name]: value })).toThrow(ConfigError)
  expect(() => parseConfig({ [name]: value })).toThrow(
    new RegExp(`${name} cannot be "${value}".*Example: ${name}=`, 's'),
  )
})

test('every fault is told at once, and a mistyped name is one', () => {
  expect(() => parseConfig({ TOTE_PORT: 'x', TOTE_LOG_LEVEL: 'y', TOTE_PROT: '1' })).toThrow(
    /TOTE_PROT is not a setting[^]*TOTE_PORT[^]*TOTE_LOG_LEVEL/,
  )
})

test('several nodes on one SQLite file are refused, with the way out', () => {
  expect(() => parseConfig({ TOTE_REDIS_URL: 'redis://127.0.0.1' })).toThrow(/one PostgreSQL/)
})

test('the public URL is taken as an origin', () => {
  expect(parseConfig({ TOTE_PUBLIC_URL: 'https://hub.example.com/' }).TOTE_PUBLIC_URL).toBe(
    'https://hub.example.com',
  )
})

test('the reference page tells each variable as the code does', async () => {
  const page = await readFile(new URL('../../../docs/reference/configuration.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `(TOTE_[A-Z_]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, name, about]) => [name, about],
  )
  expect(rows).toEqual(Object.entries(settings).map(([name, { about }]) => [name, about]))
})

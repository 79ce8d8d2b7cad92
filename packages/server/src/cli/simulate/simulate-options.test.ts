import { expect, test } from 'vitest'
import { UsageError } from '../command.ts'
import { parseSimulateOptions } from './simulate-options.ts'

const mine = ['--key', 'pk_loadloadload', '--origin', 'https://brand.test', '--show', 'spring']

test('a hub on this machine is tried without a word, from addresses of its own', () => {
  const { simulation } = parseSimulateOptions(['--hub', 'http://127.0.0.1:4100', ...mine, '--stalled', '5%'])
  expect(simulation).toMatchObject({ publicUrl: 'http://127.0.0.1:4100', stalledShare: 0.05, addresses: 200 })
})

test.each([
  'https://hub.example.com',
  'http://10.0.0.7:4100',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
])('%s is not tried unless the operator says that it is theirs', (hub) => {
  expect(() => parseSimulateOptions(['--hub', hub, ...mine])).toThrow('--yes-i-own-this-hub')
  const { simulation } = parseSimulateOptions(['--hub', hub, ...mine, '--yes-i-own-this-hub'])
  expect(simulation.addresses).toBe(0)
})

test('one strange hub among several is enough to ask', () => {
  const hubs = ['--hub', 'http://localhost:4100', '--hub', 'https://hub.example.com']
  expect(() => parseSimulateOptions([...hubs, ...mine])).toThrow(
    'https://hub.example.com is not on this machine',
  )
})

test.each([
  ['--viewers', '20001'],
  ['--for', '3601'],
  ['--mutations-per-second', '5001'],
  ['--stalled', '101%'],
  ['--show', '../x'],
  ['--veiwers', '5'],
])('%s %s is refused by name', (option, value) => {
  const all = ['--hub', 'http://127.0.0.1:4100', ...mine, option, value]
  expect(() => parseSimulateOptions(all)).toThrow(UsageError)
  expect(() => parseSimulateOptions(all)).toThrow(option)
})

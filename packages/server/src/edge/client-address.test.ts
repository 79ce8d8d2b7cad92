import { expect, test } from 'vitest'
import { addressOf, callerOf, createTrustedProxies, isPlainHttp } from './client-address.ts'

const proxies = createTrustedProxies(['10.0.0.0/8', '192.0.2.7', 'fd00::/8'])
const request = (remoteAddress: string, headers: Record<string, string> = {}) => ({
  headers,
  // Only the address of it is read.
  socket: { remoteAddress } as never,
})

test.each([
  ['no proxy, no header', '203.0.113.9', {}, '203.0.113.9'],
  ['a stranger who claims another address', '203.0.113.9', { 'x-forwarded-for': '1.2.3.4' }, '203.0.113.9'],
  ['a proxy of ours', '10.1.1.1', { 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9'],
  ['two proxies of ours', '10.1.1.1', { 'x-forwarded-for': '203.0.113.9, 192.0.2.7' }, '203.0.113.9'],
  [
    'a claim in front of what our proxy saw',
    '10.1.1.1',
    { 'x-forwarded-for': '1.2.3.4, 203.0.113.9' },
    '203.0.113.9',
  ],
  [
    'a proxy on a socket for both families',
    '::ffff:10.1.1.1',
    { 'x-forwarded-for': '2001:db8::5' },
    '2001:db8::5',
  ],
  ['no address at all', '10.1.1.1', { 'x-forwarded-for': 'unknown' }, '10.1.1.1'],
])('%s', (_name, remote, headers, address) => {
  expect(addressOf(request(remote, headers), proxies)).toBe(address)
})

test('whoever is given a /64 is one caller', () => {
  expect(callerOf('2001:db8:1:2:aaaa::1')).toBe(callerOf('2001:db8:1:2::ffff'))
  expect(callerOf('2001:db8::1')).toBe('2001:db8:0:0')
  expect(callerOf('2001:db8:1:3::1')).not.toBe(callerOf('2001:db8:1:2::1'))
  expect(callerOf('203.0.113.9')).toBe('203.0.113.9')
})

test('plain http is known by the word of our own proxy only', () => {
  const plain = { 'x-forwarded-proto': 'http' }
  expect(isPlainHttp(request('10.1.1.1', plain), proxies)).toBe(true)
  expect(isPlainHttp(request('10.1.1.1', { 'x-forwarded-proto': 'https' }), proxies)).toBe(false)
  expect(isPlainHttp(request('203.0.113.9', plain), proxies)).toBe(false)
})

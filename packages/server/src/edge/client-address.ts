import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'

/** Whose word about a caller's address is taken: the proxies in front of this hub. */
export interface TrustedProxies {
  has(address: string): boolean
}

/** @param ranges Addresses and `address/bits`, checked by the settings' schema. */
export function createTrustedProxies(ranges: readonly string[]): TrustedProxies {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return {
    has(address) {
      const plain = withoutMapping(address)
      return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
    },
  }
}

/**
 * The address a request comes from. `X-Forwarded-For` is read from its end, as far as those who wrote it are
 * our own proxies: what stands before the first stranger is the stranger's invention.
 */
export function addressOf(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: TrustedProxies,
): string {
  let address = withoutMapping(request.socket.remoteAddress ?? '')
  const told = String(request.headers['x-forwarded-for'] ?? '').split(',')
  while (proxies.has(address) && told.length > 0) {
    const before = withoutMapping(told.pop()?.trim() ?? '')
    if (isIP(before) === 0) break
    address = before
  }
  return address
}

/** What is counted as one caller: an IPv6 line is given a /64 to itself, and could change address with each call. */
export function callerOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Math.max(0, 8 - groups.length - rest.length) : 0
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest].slice(0, 4).join(':')
}

/** Whether the caller spoke plain HTTP to a proxy of ours. */
export function isPlainHttp(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  proxies: TrustedProxies,
): boolean {
  if (!proxies.has(request.socket.remoteAddress ?? '')) return false
  return (
    String(request.headers['x-forwarded-proto'] ?? '')
      .split(',')
      .at(-1)
      ?.trim() === 'http'
  )
}

/** `::ffff:10.0.0.1` is 10.0.0.1 on a socket that takes both. */
function withoutMapping(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address
}

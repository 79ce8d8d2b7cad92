import { lookup, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** An address that no webhook may lead to: it is somebody's inside, perhaps ours. */
class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'

  constructor(host: string, address: string) {
    super(`${host} is at ${address}, which is not a public address`)
  }
}

export interface AddressRule {
  /** For tests and development: 127.0.0.0/8 and ::1 are allowed. */
  readonly allowsLoopback: boolean
  /** In tests, in place of the system's. */
  readonly resolve?: Resolve
}

type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

// Two lists: Node matches an IPv4 address against an IPv6 range that maps it.
/** What IANA sets apart of IPv4. @see RFC 6890 and its registry */
const special4 = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special4.addSubnet(net, bits, 'ipv4')

/** All that is unicast and global of IPv6 is in here … */
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
/** … but for these, some of which carry an IPv4 address inside. */
const special6 = new BlockList()
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special6.addSubnet(net, bits, 'ipv6')

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

export function isAllowedAddress(address: string, { allowsLoopback }: AddressRule): boolean {
  const family = isIP(address)
  if (family === 0) return false
  if (allowsLoopback && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4')) return true
  return family === 4
    ? !special4.check(address, 'ipv4')
    : global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}

/**
 * A host written as an address is never looked up, so it is checked by itself.
 * @throws PrivateAddressError
 */
export function checkLiteralHost(hostname: string, rule: AddressRule): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isAllowedAddress(host, rule)) throw new PrivateAddressError(hostname, host)
}

/**
 * What a connection asks in place of the system: it gets the very addresses that were checked, so a name that
 * answers differently the second time gains nothing. One address that is not public spoils all.
 */
export function checkedLookup(rule: AddressRule): LookupFunction {
  const resolve: Resolve = rule.resolve ?? ((host, done) => lookup(host, { all: true }, done))
  return (host, options, done) => {
    resolve(host, (error, addresses) => {
      const stray = addresses?.find(({ address }) => !isAllowedAddress(address, rule))
      const [first] = addresses ?? []
      if (error !== null || first === undefined) done(error ?? new Error(`${host} has no address`), '')
      else if (stray !== undefined) done(new PrivateAddressError(host, stray.address), '')
      else if (options.all === true) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

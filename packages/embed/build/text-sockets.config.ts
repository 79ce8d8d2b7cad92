import type { Plugin } from 'vite'
import { leaveOut } from './leave-out.config.ts'

/** The hub speaks over WebSocket alone: no polling, no WebTransport. */
const TRANSPORTS = {
  'transports/index': 'import { WS } from "./websocket.js"\nexport const transports = { websocket: WS }',
  'transports/polling-xhr': 'export class XHR {}\nexport class BaseXHR {}\nexport class Request {}',
  'transports/polling-fetch': 'export class Fetch {}',
  'transports/webtransport': 'export class WT {}',
} as const

/** And in text alone: a binary frame is closed on either side, so that none has to be read or written. */
const PACKETS = {
  'encodePacket.browser': `import { PACKET_TYPES } from './commons.js'
export const encodePacket = ({ type, data }, _isBinary, done) => done(PACKET_TYPES[type] + (data || ''))
export const encodePacketToBinary = () => undefined`,
  'decodePacket.browser': `import { ERROR_PACKET, PACKET_TYPES_REVERSE } from './commons.js'
export const decodePacket = (text) => {
  const type = typeof text === 'string' ? PACKET_TYPES_REVERSE[text.charAt(0)] : undefined
  if (!type) return ERROR_PACKET
  return text.length > 1 ? { type, data: text.substring(1) } : { type }
}`,
} as const

/** A hub's address is an absolute one, which the browser itself takes apart. */
const ADDRESSES = {
  'contrib/parseuri': `export const parse = (source) => {
  const { protocol, hostname, port, pathname, search } = new URL(source)
  const host = hostname.replace(/^\\[|\\]$/g, '')
  return { source, protocol: protocol.slice(0, -1), host, port, path: pathname, query: search.slice(1) }
}`,
} as const

/** Core decides when to come back, and with which proof; the client's own coming back is off. */
const RETURNS = {
  'contrib/backo2': `const ignore = () => {}
export function Backoff() {}
Object.assign(Backoff.prototype, { setMin: ignore, setMax: ignore, setJitter: ignore, reset: ignore })`,
} as const

/** Methods for what a hub's client never does: climb to another transport, come back or send again by itself, listen in. */
const IDLE_METHODS = {
  '/engine.io-client/build/esm/socket.js': ['_probe'],
  '/socket.io-client/build/esm/manager.js': [
    'reconnectionAttempts',
    'reconnectionDelay',
    'randomizationFactor',
    'reconnectionDelayMax',
    'maybeReconnectOnOpen',
    'reconnect',
    'onreconnect',
  ],
  '/socket.io-client/build/esm/socket.js': [
    '_addToQueue',
    '_drainQueue',
    'prependAny',
    'offAny',
    'listenersAny',
    'onAnyOutgoing',
    'prependAnyOutgoing',
    'offAnyOutgoing',
    'listenersAnyOutgoing',
    'notifyOutgoingListeners',
  ],
  '/socket.io-parser/build/esm/index.js': ['encodeAsBinary'],
} as const

const MESSAGES = {
  binary: `const no = () => { throw new Error('a binary message') }
export const deconstructPacket = no
export const reconstructPacket = no`,
  'is-binary': 'export const isBinary = () => false\nexport const hasBinary = () => false',
} as const

/** Socket.IO's client with what a hub needs of it. */
export function textSockets(): Plugin[] {
  return [
    leaveOut('/engine.io-client/build/esm/', { ...TRANSPORTS, ...ADDRESSES }),
    leaveOut('/socket.io-client/build/esm/', RETURNS),
    leaveOut('/engine.io-parser/build/esm/', PACKETS),
    leaveOut('/socket.io-parser/build/esm/', MESSAGES),
    emptyMethods(),
  ]
}

/** Empties the bodies of `IDLE_METHODS`. Fails when one is not found: then the client has changed and has to be read again. */
function emptyMethods(): Plugin {
  return {
    name: 'tote-empty-methods',
    enforce: 'pre',
    transform(code, id) {
      const [, names] = Object.entries(IDLE_METHODS).find(([path]) => id.endsWith(path)) ?? []
      if (names === undefined) return null
      return { code: names.reduce(empty, code), map: null }
    },
  }
}

/** As the client is formatted: a method's end is the first closing brace in its column. */
function empty(code: string, name: string): string {
  const emptied = code.replace(
    new RegExp(`^( +)${name}\\([^)]*\\) \\{\\n[^]*?^\\1\\}$`, 'm'),
    (_, indent: string) => `${indent}${name}() {}`,
  )
  if (emptied === code) throw new Error(`socket.io's client has no method ${name} any more`)
  return emptied
}

import { once } from 'node:events'
import { connect } from 'node:net'
import { InspectorTab } from './inspector-tab.ts'
import { within } from './within.ts'

/**
 * What WebKit's own inspector tells of its tabs, for its WebDriver says nothing of the console or of requests. The browser
 * listens for its driver at `WEBKIT_INSPECTOR_SERVER`; there we speak beside the driver, as the Web Inspector would:
 *
 *     4 bytes length · 1 byte flags · name, NUL · arguments as GVariant
 *
 * @see https://github.com/WebKit/WebKit/blob/main/Source/JavaScriptCore/inspector/remote/socket/RemoteInspectorServer.cpp
 */
export interface WebKitInspector {
  /** Listens to the newest window, whose `window.name` is `name`. */
  openTab(name: string): Promise<InspectorTab>
  close(): void
}

const LITTLE_ENDIAN = 1
const HEADER_BYTES = 5
/** The browser's connection has this number as long as there is one browser. */
const CONNECTION = 1n
/** How long a tab may take to answer its inspector before we believe that there is none. */
const ANSWER_WITHIN_MS = 5_000
/** The first window has target 1, the driver's session 2: to be let alone. */
const FIRST_TARGET = 3n

/** @param address Host and port, as in `WEBKIT_INSPECTOR_SERVER`. */
export async function openInspector(address: string): Promise<WebKitInspector> {
  const { hostname, port } = new URL(`http://${address}`)
  const socket = connect(Number(port), hostname)
  // The browser ends before its inspector does; the driver is who tells of that.
  socket.on('error', () => socket.destroy())
  await once(socket, 'connect')
  const tabs = new Map<bigint, InspectorTab>()
  let nextTarget = FIRST_TARGET
  let rest = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + rest.readUInt32BE(0)
      if (rest.length < end) return
      const body = rest.subarray(HEADER_BYTES, end)
      rest = rest.subarray(end)
      const nameEnd = body.indexOf(0)
      if (body.toString('latin1', 0, nameEnd) !== 'SendMessageToFrontend') continue
      const told = body.subarray(nameEnd + 1)
      tabs.get(told.readBigUInt64LE(8))?.hear(told.toString('utf8', 16, told.length - 1))
    }
  })
  const send = (name: string, argument: Buffer) => {
    const body = Buffer.concat([Buffer.from(`${name}\0`), argument])
    const header = Buffer.alloc(HEADER_BYTES)
    header.writeUInt32BE(body.length, 0)
    header[4] = LITTLE_ENDIAN
    socket.write(Buffer.concat([header, body]))
  }
  // A hash of the commands that we know already: whatever it is, they are sent, and nobody looks at them.
  send('SetupInspectorClient', Buffer.from('none\0'))

  return {
    async openTab(name) {
      // Numbers are given out in order, also to windows that a page opened by itself: ours says its name.
      for (;;) {
        const target = nextTarget++
        const tab = new InspectorTab((message) => {
          send('SendMessageToBackend', Buffer.concat([toTarget(target), Buffer.from(`${message}\0`)]))
        })
        tabs.set(target, tab)
        send('Setup', toTarget(target))
        const answer = tab.evaluate('Promise.resolve(name)')
        if ((await within(ANSWER_WITHIN_MS, 'the name of a window', answer)) === name) return tab
        tabs.delete(target)
        send('FrontendDidClose', toTarget(target))
      }
    },
    close: () => socket.destroy(),
  }
}

function toTarget(target: bigint): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeBigUInt64LE(CONNECTION, 0)
  bytes.writeBigUInt64LE(target, 8)
  return bytes
}

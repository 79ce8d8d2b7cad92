import { parseHello, parseToFrame, type Hello, type ToHost } from '@tote/player/isolated'
import type { FrameFacts, FrameSite } from './frame-facts.ts'
import { showPlayer } from './frame-player.ts'

/**
 * Waits for the first word of the page around it: of that page itself, of a site on the tenant's list, with a port. From
 * then on it listens to the port alone. A stranger's word is no word.
 */
export function openRoom(view: Window & typeof globalThis, facts: FrameFacts): void {
  const onMessage = ({ origin, source, data, ports }: MessageEvent<unknown>) => {
    const site = facts.sites.find((one) => one.origin === origin)
    const [port] = ports
    const hello = parseHello(data)
    if (source !== view.parent || view.parent === view || site === undefined) return
    if (port === undefined || hello === null) return
    view.removeEventListener('message', onMessage)
    serve({ view, facts, site, hello, port })
  }
  view.addEventListener('message', onMessage)
}

function serve({
  view,
  facts,
  site,
  hello,
  port,
}: {
  view: Window & typeof globalThis
  facts: FrameFacts
  site: FrameSite
  hello: Hello
  port: MessagePort
}): void {
  const tell = (message: ToHost) => port.postMessage(message)
  const player = showPlayer(view.document, { facts, site, hello, tell })
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = parseToFrame(data)
    if (message !== null) player.hear(message)
  })
  port.start()
}

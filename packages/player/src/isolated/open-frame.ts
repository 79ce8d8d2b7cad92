import { FRAME_VERSION, HELLO, type Hello, type ToFrame, type ToHost } from './frame-messages.ts'

/** A frame that has not answered by then will not: it is refused, or there is no hub. */
const ANSWER_WITHIN_MS = 10_000

export interface OpenFrame {
  tell(message: ToFrame): void
  close(): void
}

export interface FrameOptions {
  readonly frame: HTMLIFrameElement
  readonly hub: string
  readonly key: string
  hello(): Omit<Hello, 't' | 'v'>
  onMessage(message: ToHost): void
  /** It did not answer: it is not there, or may not be around this page. */
  onSilence(): void
}

/**
 * Leads a frame to the hub and gives it a port: the address for a message is the hub's origin, so that nobody else hears
 * it, whatever the frame was led to.
 */
export function openFrame({ frame, hub, key, hello, onMessage, onSilence }: FrameOptions): OpenFrame {
  let port: MessagePort | null = null
  const silence = setTimeout(onSilence, ANSWER_WITHIN_MS)
  const onLoad = () => {
    port?.close()
    const { port1, port2 } = new MessageChannel()
    port = port1
    port1.addEventListener('message', ({ data }: MessageEvent<ToHost>) => {
      clearTimeout(silence)
      onMessage(data)
    })
    port1.start()
    const word: Hello = { t: HELLO, v: FRAME_VERSION, ...hello() }
    frame.contentWindow?.postMessage(word, hub, [port2])
  }
  frame.addEventListener('load', onLoad)
  frame.src = `${hub}/frame?key=${encodeURIComponent(key)}`
  return {
    tell: (message) => port?.postMessage(message),
    close() {
      clearTimeout(silence)
      frame.removeEventListener('load', onLoad)
      port?.close()
    },
  }
}

/** The way to the other tabs of this device. Messages come unparsed; our own do not come back. */
export interface TabChannel {
  post(message: unknown): void
  close(): void
}

export type OpenTabs = (name: string, onMessage: (message: unknown) => void) => TabChannel | null

/** The browser's own; null where there is none. */
export const openTabs: OpenTabs = (name, onMessage) => {
  if (typeof BroadcastChannel === 'undefined') return null
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => onMessage(data))
  const post = channel.postMessage.bind(channel)
  return {
    post: (message) => post(message),
    close: () => channel.close(),
  }
}

import type { OpenTabs, TabChannel } from '../link/tabs.ts'
import { tabMessageSchema, type TabState } from './tab-state.ts'

export interface CartTabsDeps {
  readonly name: string
  readonly openTabs: OpenTabs
  /** What we would have the others know. */
  state(): Omit<TabState, 'kind'>
  hear(state: TabState): void
}

/** Shares what this tab knows of the cart with the other tabs of the device, and hears what they know. */
export function createCartTabs({ name, openTabs, state, hear }: CartTabsDeps) {
  let channel: TabChannel | null = null
  let isAlone = true
  const post = () => {
    if (!isAlone) channel?.post({ kind: 'state', ...state() })
  }
  return {
    post,
    open(): void {
      channel ??= openTabs(name, (raw) => {
        const message = tabMessageSchema.safeParse(raw).data
        if (message === undefined) return
        const wasAlone = isAlone
        isAlone = false
        if (message.kind === 'state') hear(message)
        // Most shoppers have one tab, and it talks to nobody.
        if (message.kind === 'hello' || wasAlone) post()
      })
      channel?.post({ kind: 'hello' })
      // What was done while there was no channel.
      post()
    },
    /** An open channel would keep the page out of the back/forward cache. */
    close(): void {
      channel?.close()
      channel = null
    },
  }
}

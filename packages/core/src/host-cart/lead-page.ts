import type { Locks } from '../link/locks.ts'
import type { PageLife } from '../link/page-life.ts'
import type { OpenTabs, TabChannel } from '../link/tabs.ts'

export interface LeadOptions {
  /** One of all that have this name leads. */
  readonly name: string
  /** Null where a browser has none: then each leads. */
  readonly locks: Locks | null
  readonly page: PageLife
  readonly openTabs: OpenTabs
  /** It is ours now. */
  onLead(): void
  /** It is to be another's: resolves once nothing of ours is under way. */
  onYield(): Promise<void>
}

export interface LeadPage {
  readonly isLeading: boolean
  /** The shopper is at it here: whoever leads elsewhere is to give way. */
  claim(): void
  stop(): void
}

/**
 * One of all tabs of a site at a time does what must be done once, and it is the one that the shopper is at: whoever else
 * leads gives way and waits for its next turn. A page that is left holds nothing, so that it may be put aside and brought back.
 */
export function createLeadPage({ name, locks, page, openTabs, onLead, onYield }: LeadOptions): LeadPage {
  let release: (() => void) | null = null
  let seeking: AbortController | null = null
  let channel: TabChannel | null = null
  let isYielding = false

  const claim = () => {
    if (release === null) channel?.post('mine')
  }
  const start = () => {
    channel ??= openTabs(name, () => void yieldLead())
    void seek()
    if (page.isSeen()) claim()
  }
  const leave = () => {
    seeking?.abort()
    seeking = null
    channel?.close()
    channel = null
    letGo()
  }
  const stops = [page.onHide(leave), page.onWake(start)]
  start()

  return {
    get isLeading() {
      return release !== null && !isYielding
    },
    claim,
    stop() {
      for (const stop of stops) stop()
      leave()
    },
  }

  async function seek(): Promise<void> {
    if (release !== null || seeking !== null) return
    const mine = new AbortController()
    seeking = mine
    const granted = locks === null ? () => {} : await locks.take(name, { signal: mine.signal })
    // Left meanwhile: what came too late goes on to the next.
    if (seeking !== mine) return granted?.()
    seeking = null
    if (granted === null) return
    release = granted
    onLead()
  }

  async function yieldLead(): Promise<void> {
    if (release === null || isYielding || locks === null) return
    isYielding = true
    await onYield()
    isYielding = false
    letGo()
    if (channel !== null) void seek()
  }

  function letGo(): void {
    release?.()
    release = null
  }
}

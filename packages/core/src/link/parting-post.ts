import type { Mutate } from '@tote/protocol'
import type { Clock } from './clock.ts'

export interface PartingPostDeps {
  readonly hub: string
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  /** Headers that speak for this place. @throws when there can be none now. */
  headers(): Promise<Readonly<Record<string, string>>>
  batches(): readonly Mutate[]
}

/** Headers are good for a minute. */
const PREPARE_EVERY_MS = 40_000
/** What a browser carries for pages that are gone is 64 kB for all of them; the hub takes half of that at once. */
const MOST_BYTES = 60_000

/**
 * The page's last word: what the hub has not answered travels on after the page is gone. A page that is left
 * cannot wait for a signature, so one is kept ready while there is something to send.
 */
export function createPartingPost({ hub, fetch, clock, headers, batches }: PartingPostDeps) {
  let ready: { headers: Readonly<Record<string, string>>; atMs: number } | null = null
  let cancel: (() => void) | null = null

  async function prepare(): Promise<void> {
    cancel = clock.setTimeout(() => void prepare(), PREPARE_EVERY_MS)
    try {
      ready = { headers: await headers(), atMs: clock.now() }
    } catch {
      // Without one the queue waits on this device for the next page.
    }
  }

  function rest(): void {
    cancel?.()
    cancel = null
  }

  return {
    /** How many intents are open now. */
    follow(count: number): void {
      if (count === 0) rest()
      else if (cancel === null) void prepare()
    },
    post(): void {
      if (ready === null || clock.now() - ready.atMs > PREPARE_EVERY_MS + 10_000) return
      let left = MOST_BYTES
      for (const batch of batches()) {
        const body = JSON.stringify(batch)
        left -= body.length
        if (left < 0) return
        fetch(`${hub}/v1/mutate`, {
          method: 'POST',
          keepalive: true,
          credentials: 'omit',
          headers: { 'content-type': 'application/json', ...ready.headers },
          body,
        }).catch(() => undefined)
      }
    },
    stop: rest,
  }
}

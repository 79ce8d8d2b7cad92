import type { Drop } from '@tote/protocol/drops'
import type { DropWait } from '@tote/core/drops'

/** What a shopper can do about a drop. Times are those of `atMs` and `hubMs`. */
export type DropState =
  /** Their picture is not there yet. */
  | { readonly status: 'before'; readonly leftMs: number }
  | { readonly status: 'open' }
  | { readonly status: 'entered'; readonly leftMs: number }
  | { readonly status: 'queued'; readonly place: number; readonly isSoldOut: boolean }
  | { readonly status: 'turn'; readonly leftMs: number; readonly untilMs: number; readonly units: number }
  | { readonly status: 'done'; readonly isTaken: boolean }

/**
 * Where a shopper stands: what the hub told of their entry; without one, whether the picture has reached the opening.
 * @param atMs Programme time of the picture; the hub's time where there is no picture, which shows nothing ahead of itself.
 */
export function dropState(
  drop: Drop | null,
  wait: DropWait | undefined,
  { atMs, hubMs }: { atMs: number; hubMs: number },
): DropState {
  switch (wait?.status) {
    case 'entered':
      return { status: 'entered', leftMs: Math.max(0, wait.drawsAt - hubMs) }
    case 'queued':
      return { status: 'queued', place: wait.place, isSoldOut: wait.isSoldOut }
    case 'turn': {
      const { untilMs, units } = wait
      return { status: 'turn', leftMs: Math.max(0, untilMs - hubMs), untilMs, units }
    }
    case 'done':
      return { status: 'done', isTaken: wait.isTaken }
    case undefined: {
      const leftMs = (drop?.opensAt ?? 0) - atMs
      return leftMs > 0 ? { status: 'before', leftMs } : { status: 'open' }
    }
    default:
      return wait satisfies never
  }
}

import { limits, type CartOp } from '@tote/protocol'
import { atom } from 'nanostores'
import type { QueuedMutation } from '../link/storage.ts'
import type { ExpiredWishes } from '../notices/notice.ts'

/** The same clock wrote both, so that a wrong one decides nothing. */
export function isTooOld({ at }: QueuedMutation, nowMs: number): boolean {
  return nowMs - at > limits.maxOpAgeMs
}

/** Those of a refused batch that are too old; all of it where our clock does not tell which. */
export function tooOldOf(entries: readonly QueuedMutation[], nowMs: number): readonly QueuedMutation[] {
  const old = entries.filter((entry) => isTooOld(entry, nowMs))
  return old.length > 0 ? old : entries
}

/** What waited too long to be sent without a word: held until the shopper says what shall become of it. */
export function createExpired(titleOf: (variantId: string) => string) {
  const $expired = atom<ExpiredWishes | null>(null)
  let entries: readonly QueuedMutation[] = []
  return {
    $expired,
    hold(more: readonly QueuedMutation[]): void {
      const known = new Set(entries.map(({ uid }) => uid))
      const fresh = more.filter(({ uid }) => !known.has(uid))
      if (fresh.length === 0) return
      entries = [...entries, ...fresh]
      $expired.set({
        count: entries.length,
        lines: entries.flatMap(({ op }) => toLine(op, titleOf)),
      })
    },
    take(): readonly QueuedMutation[] {
      const taken = entries
      entries = []
      $expired.set(null)
      return taken
    },
  }
}

function toLine(op: CartOp, titleOf: (variantId: string) => string): ExpiredWishes['lines'] {
  return op.op === 'addLine' ? [{ title: titleOf(op.variantId), quantity: op.qty }] : []
}

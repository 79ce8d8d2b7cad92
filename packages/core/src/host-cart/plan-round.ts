import { reconcile } from '@tote/protocol'
import type { Agreement, Change, Counts, Write } from './agreement.ts'

export interface RoundFacts {
  /** Null before the two have met. */
  readonly agreement: Agreement | null
  readonly cartId: string
  readonly rev: number
  readonly ours: Counts
  readonly theirs: Counts
  /** Our cart is being paid: nothing in it changes now. */
  readonly isFrozen: boolean
  /** Whether both sides can have this line. */
  isShared(key: string): boolean
}

export interface Round {
  /** To be kept before anything is written: a page that dies then knows what it had asked. */
  readonly agreement: Agreement
  readonly toOurs: readonly Change[]
  readonly toTheirs: readonly Change[]
}

/** What to change in both carts so that they agree, and what they will have agreed on. */
export function planRound({ agreement, cartId, rev, ours, theirs, isFrozen, isShared }: RoundFacts): Round {
  const lines = new Map(agreement?.lines)
  const left = new Set(agreement?.left)
  const underWay = new Set(agreement?.writes.filter(({ side }) => side === 'theirs').map(({ key }) => key))
  const toOurs: Change[] = []
  const toTheirs: Change[] = []
  for (const key of new Set([...lines.keys(), ...ours.keys(), ...theirs.keys()])) {
    if (underWay.has(key)) continue
    const [here, there] = [ours.get(key) ?? 0, theirs.get(key) ?? 0]
    if (!isShared(key) && here + there > 0) {
      if (there > 0 && !lines.has(key)) left.add(key)
      continue
    }
    const isFirst = agreement === null || left.has(key)
    const agreed = reconcile(isFirst ? null : (lines.get(key) ?? { ours: 0, theirs: 0 }), here, there)
    if (isFrozen && agreed.ours !== here) continue
    left.delete(key)
    if (agreed.ours !== here) toOurs.push({ key, from: here, to: agreed.ours })
    if (agreed.theirs !== there) toTheirs.push({ key, from: there, to: agreed.theirs })
    if (agreed.ours + agreed.theirs > 0) lines.set(key, agreed)
    else lines.delete(key)
  }
  const asked = (side: Write['side']) => (change: Change) => ({ ...change, side, answeredAtMs: null })
  const writes = [
    ...(agreement?.writes ?? []),
    ...toOurs.map(asked('ours')),
    ...toTheirs.map(asked('theirs')),
  ]
  return { agreement: { cartId, rev, lines, writes, left }, toOurs, toTheirs }
}

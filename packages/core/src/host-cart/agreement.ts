import { pair, type Agreed } from '@tote/protocol'
import * as z from 'zod/mini'

/** A change that was asked of one side, from when it was asked until it is known what became of it. */
export interface Write extends Change {
  readonly side: 'ours' | 'theirs'
  /** When the side said that it is done, by the page's clock; null before. */
  readonly answeredAtMs: number | null
}

/** To bring one line from a quantity to another. */
export interface Change {
  readonly key: string
  readonly from: number
  readonly to: number
}

/** What our cart and the page's have settled between them, kept with the page's site. */
export interface Agreement {
  /** Whose: another cart has another agreement. */
  readonly cartId: string
  /** Of our cart, when this was settled: a page that knows an older one is not to speak for it. */
  readonly rev: number
  /** By line; as if all that is being written were done. A line that is not here is in neither cart. */
  readonly lines: ReadonlyMap<string, Agreed>
  readonly writes: readonly Write[]
  /** In the page's cart, and of no meaning to us so far: met for the first time when it comes to have one. */
  readonly left: ReadonlySet<string>
}

const count = z.int().check(z.minimum(0))
const keptSchema = z.object({
  v: z.literal(1),
  cartId: z.string(),
  rev: count,
  lines: z.array(pair(z.string(), pair(count, count))),
  writes: z.array(
    z.object({
      key: z.string(),
      from: count,
      to: count,
      side: z.literal(['ours', 'theirs']),
      answeredAtMs: z.nullable(count),
    }),
  ),
  left: z.array(z.string()),
})

/** Null for what is none, or none of ours: then the carts meet for the first time. */
export function parseAgreement(text: string | null): Agreement | null {
  if (text === null) return null
  try {
    const { cartId, rev, writes, lines, left } = keptSchema.parse(JSON.parse(text))
    return {
      cartId,
      rev,
      writes,
      lines: new Map(lines.map(([key, [ours, theirs]]) => [key, { ours, theirs }])),
      left: new Set(left),
    }
  } catch {
    // Written by another version, or by a stranger: as good as nothing.
    return null
  }
}

export function toText({ lines, left, ...rest }: Agreement): string {
  const kept = [...lines].map(([key, { ours, theirs }]) => [key, [ours, theirs]])
  return JSON.stringify({ v: 1, ...rest, lines: kept, left: [...left] })
}

/** How many of each line a cart has. */
export type Counts = ReadonlyMap<string, number>

/** A page may draw what it was given before its own list has it. */
const TAKES_PLACE_WITHIN_MS = 2000

/**
 * What became of the writes, by what is there now. What arrived, or more, is settled. What the side took and did not do in
 * time is a no: the two differ from then on, and nobody asks again. What was never answered and is not there is owed still.
 */
export function settleWrites(
  agreement: Agreement,
  { side, counts, nowMs }: { side: Write['side']; counts: Counts; nowMs: number },
): Agreement {
  const lines = new Map(agreement.lines)
  const writes = agreement.writes.filter((write) => {
    if (write.side !== side) return true
    const { key, from, to, answeredAtMs } = write
    const there = counts.get(key) ?? 0
    if ((there - to) * Math.sign(to - from) >= 0) return false
    const agreed = lines.get(key) ?? { ours: 0, theirs: 0 }
    if (answeredAtMs === null) {
      const other = side === 'ours' ? 'theirs' : 'ours'
      lines.set(key, { ...agreed, [side]: from, [other]: Math.max(agreed[other] - (to - from), 0) })
      return false
    }
    if (Math.abs(nowMs - answeredAtMs) < TAKES_PLACE_WITHIN_MS) return true
    lines.set(key, { ...agreed, [side]: there })
    return false
  })
  return { ...agreement, lines, writes }
}

/** The side took all that it was asked to do. */
export function answerWrites(agreement: Agreement, side: Write['side'], nowMs: number): Agreement {
  const writes = agreement.writes.map((write) =>
    write.side === side && write.answeredAtMs === null ? { ...write, answeredAtMs: nowMs } : write,
  )
  return { ...agreement, writes }
}

/** Our side did it. */
export function forgetOurs(agreement: Agreement, change: Change): Agreement {
  return { ...agreement, writes: agreement.writes.filter((write) => !isOurs(write, change)) }
}

/** Our side would not do it, and shows again what was before. That is no wish of the shopper's. */
export function refuseOurs(agreement: Agreement, change: Change): Agreement {
  const agreed = agreement.lines.get(change.key)
  if (agreed === undefined || !agreement.writes.some((write) => isOurs(write, change))) return agreement
  const ours = Math.max(agreed.ours - (change.to - change.from), 0)
  return {
    ...forgetOurs(agreement, change),
    lines: new Map(agreement.lines).set(change.key, { ...agreed, ours }),
  }
}

function isOurs({ side, key, from, to }: Write, change: Change): boolean {
  return side === 'ours' && key === change.key && from === change.from && to === change.to
}

import * as z from 'zod/mini'
import { dropSchema, hashSchema } from './drop.ts'

/**
 * The public log of a drop. Each entry has the hash of the one before it, so that none can be changed, taken out or put
 * elsewhere without every later hash being another. Nothing in it names a shopper: `who` is a pseudonym of one entry in
 * one drop.
 */
const whoSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/))
const unitsSchema = z.int().check(z.minimum(1))

const chained = {
  /** Gapless from 1. */
  n: z.int().check(z.minimum(1)),
  /** By the hub's clock; never before that of the entry before. */
  at: z.int(),
  /** Hash of the entry before; of the first 64 zeros. */
  prev: hashSchema,
  /** SHA-256 of the entry without this, as `canonicalJson` writes it. */
  hash: hashSchema,
}

export const dropEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...chained, kind: z.literal('announced'), drop: dropSchema }),
  z.strictObject({ ...chained, kind: z.literal('opened') }),
  z.strictObject({ ...chained, kind: z.literal('entered'), who: whoSchema }),
  /** The window is over: the seed is told, by which all who entered so far are in order. */
  z.strictObject({ ...chained, kind: z.literal('ordered'), seed: hashSchema, count: z.int() }),
  z.strictObject({
    ...chained,
    kind: z.literal('turn'),
    who: whoSchema,
    units: unitsSchema,
    untilMs: z.int(),
  }),
  z.strictObject({ ...chained, kind: z.literal('taken'), who: whoSchema, units: unitsSchema }),
  /** A turn was not taken in time, or a place was given up, before or in its turn. */
  z.strictObject({ ...chained, kind: z.literal('passed'), who: whoSchema }),
  /** Nothing is left, and nobody has a turn. A turn may follow when somebody gives theirs back. */
  z.strictObject({ ...chained, kind: z.literal('soldOut') }),
  /** The host ended the drop: what is left is sold like anything else. Places that are there stay. */
  z.strictObject({ ...chained, kind: z.literal('closed') }),
])
export type DropEntry = z.infer<typeof dropEntrySchema>
/** What is appended: the chain gives the rest. */
export type DropNews = DropEntry extends infer E
  ? E extends DropEntry
    ? Omit<E, keyof typeof chained>
    : never
  : never

/** SHA-256 of the text's UTF-8, in lower-case hexadecimal. */
export type Sha256 = (text: string) => string

/** What a log's next entry follows. */
export interface DropHead {
  readonly n: number
  readonly at: number
  readonly hash: string
}

export const emptyHead: DropHead = Object.freeze({ n: 0, at: 0, hash: '0'.repeat(64) })

/** The entry that `news` is after `head`. Clocks of several nodes differ: time in the log does not go back. */
export function sealEntry(
  news: DropNews,
  { head, nowMs, sha256 }: { head: DropHead; nowMs: number; sha256: Sha256 },
): DropEntry {
  const open = { ...news, n: head.n + 1, at: Math.max(nowMs, head.at), prev: head.hash }
  return { ...open, hash: sha256(canonicalJson(open)) }
}

/** JSON with the names of each object in the order of their code units and no space: one text for one value (RFC 8785). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  )
}

/** The pseudonym of an entry: whoever has neither the drop's salt nor the entry's id learns nothing from it. */
export function toWho(entryId: string, { salt, sha256 }: { salt: string; sha256: Sha256 }): string {
  return sha256(`${salt} ${entryId}`).slice(0, 32)
}

/**
 * The order of those who entered in the window. `head` is the hash of the last entry before the seed is told: with it the
 * hub had to choose the seed before it could know what it will be hashed with, and nobody who enters knows either.
 */
export function drawOrder(
  entered: readonly string[],
  { seed, head, sha256 }: { seed: string; head: string; sha256: Sha256 },
): string[] {
  return entered
    .map((who) => ({ who, key: sha256(`${seed} ${head} ${who}`) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ who }) => who)
}

/** `GET /v1/shows/:showId/drops/:dropId/log`: up to 500 entries after `after`. A full page never changes. */
export const dropLogPageSchema = z.object({
  entries: z.array(dropEntrySchema),
  /** What to ask after for the next page; null when this is the last one so far. */
  next: z.nullable(z.int()),
})
export type DropLogPage = z.infer<typeof dropLogPageSchema>

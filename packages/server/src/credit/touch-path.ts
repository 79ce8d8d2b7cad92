import { showIdSchema } from '@tote/protocol'
import * as z from 'zod/mini'

/**
 * One meeting of a shopper with goods, before they were ordered. `added`: they were put in the cart in the player, in that
 * show. `met`: their product was on air in the shopper's picture. Nothing in it is of a person.
 */
export const pathTouchSchema = z.object({
  kind: z.literal(['added', 'met']),
  showId: showIdSchema,
  /** As it was then. */
  host: z.nullable(z.string()),
  /** Number in the show's log of the cue that had last brought the product; null when none had. */
  cue: z.nullable(z.int()),
  /** Origin of the site it was on. */
  channel: z.string(),
  at: z.int(),
})
export type PathTouch = z.infer<typeof pathTouchSchema>

/** A touch as it is kept: of one journey with one thing on one channel, when first and when last. */
export interface Touch {
  readonly kind: 'watched' | 'met' | 'added' | 'bought'
  readonly showId: string
  readonly channel: string
  /** The line that was added, the product that was met or bought; empty for a show that was watched. */
  readonly item: string
  readonly productId: string | null
  readonly firstAt: number
  readonly lastAt: number
  /** Programme time of the shopper's picture, where it was known. */
  readonly firstPicture: number | null
  readonly lastPicture: number | null
}

export interface Pin {
  readonly showId: string
  readonly seq: number
  /** Programme time. */
  readonly at: number
  readonly productId: string
}

/** More than anybody remembers; the first and the latest decide most. */
const MOST_TOUCHES = 50

/**
 * What led to one line of an order, the oldest first. A line that was taken out and came back otherwise was not added in the
 * show it was first added in, but met there. What follows on itself, in the same show on the same channel, is one.
 */
export function toPath(
  line: { readonly id: string; readonly productId: string; readonly addedAt: number },
  { touches, pins, hosts }: PathFacts,
): PathTouch[] {
  const points = touches.flatMap((touch) => pointsOf(touch, line)).toSorted(inTime)
  const path: PathTouch[] = []
  for (const { kind, touch, at, picture } of points) {
    const { channel } = touch
    // Written from a parsed message.
    const showId = touch.showId as PathTouch['showId']
    const before = path.at(-1)
    const isSame = before?.showId === showId && before.channel === channel
    if (isSame) path.pop()
    path.push({
      kind: isSame && before.kind === 'added' ? 'added' : kind,
      showId,
      host: hosts.get(showId) ?? null,
      cue: cueOf(pins, { showId, productId: line.productId, picture: picture ?? at }),
      channel,
      at,
    })
  }
  return path.length <= MOST_TOUCHES ? path : [...path.slice(0, 1), ...path.slice(1 - MOST_TOUCHES)]
}

export interface PathFacts {
  readonly touches: readonly Touch[]
  readonly pins: readonly Pin[]
  /** By show. */
  readonly hosts: ReadonlyMap<string, string | null>
}

interface Point {
  readonly kind: PathTouch['kind']
  readonly touch: Touch
  readonly at: number
  readonly picture: number | null
}

function pointsOf(touch: Touch, line: { id: string; productId: string; addedAt: number }): Point[] {
  if (touch.kind !== 'added' && touch.kind !== 'met') return []
  const isOwnLine = touch.kind === 'added' && touch.item === line.id
  if (!isOwnLine && touch.productId !== line.productId) return []
  const kindAt = (at: number) => (isOwnLine && at >= line.addedAt ? 'added' : 'met')
  const first = {
    kind: kindAt(touch.firstAt),
    touch,
    at: touch.firstAt,
    picture: touch.firstPicture,
  } as const
  if (touch.lastAt === touch.firstAt) return [first]
  return [first, { kind: kindAt(touch.lastAt), touch, at: touch.lastAt, picture: touch.lastPicture }]
}

/** Of the same moment, meeting comes before adding; the rest of the order only has to be the same each time. */
function inTime(one: Point, other: Point): number {
  if (one.at !== other.at) return one.at - other.at
  if (one.kind !== other.kind) return one.kind === 'met' ? -1 : 1
  return nameOf(one) < nameOf(other) ? -1 : 1
}

const nameOf = ({ touch: { showId, channel, item } }: Point) => JSON.stringify([showId, channel, item])

/** The pin that had last brought a product by then; of programme time. */
export function cueOf(
  pins: readonly Pin[],
  { showId, productId, picture }: { showId: string; productId: string; picture: number },
): number | null {
  let last: Pin | undefined
  for (const pin of pins) {
    if (pin.showId !== showId || pin.productId !== productId || pin.at > picture) continue
    if (last === undefined || pin.at > last.at || (pin.at === last.at && pin.seq > last.seq)) last = pin
  }
  return last?.seq ?? null
}

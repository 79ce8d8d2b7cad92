import type { DemoShop } from './demo-shop.ts'

/** A cue as a show's log has it. */
export type RundownCue =
  | { readonly kind: 'productPinned' | 'productUnpinned'; readonly productId: string }
  | {
      readonly kind: 'priceChanged'
      readonly productId: string
      readonly prices: readonly { readonly variantId: string; readonly price: number; readonly was: number }[]
      /** The price ends by itself so long after; then the hub sets it back. */
      readonly lastsMs?: number
    }
  | {
      readonly kind: 'soldOutMarked'
      readonly productId: string
      readonly variantIds: readonly string[]
      readonly isSoldOut: boolean
    }
  | { readonly kind: 'chapterStarted'; readonly title: string }
  /** Null takes the note away. */
  | { readonly kind: 'noteSet'; readonly text: string | null }

export interface RundownEntry {
  /** From the start of the film. */
  readonly atSeconds: number
  readonly cue: RundownCue
}

/** One event of a show's log, as far as the co-host reads it. */
export interface LogEvent {
  readonly at: number
  readonly cue:
    | ({ readonly kind: string } & Partial<RundownCue>)
    | { readonly kind: 'pollOpened'; readonly pollId: string; readonly question: string }
    | { readonly kind: 'pollClosed'; readonly pollId: string }
}

/** An entry of the rundown at one of its times round. */
export interface DueCue {
  /** Programme time, milliseconds. */
  readonly at: number
  readonly cue: RundownCue
}

export interface Loop {
  /** Programme time of the film's first picture, first time round. */
  readonly startsAt: number
  readonly loopMs: number
}

/**
 * The rundown as a shop can keep it: its own names of the goods, and prices only where its check-out takes them. What a show drops a
 * price to is the show's own, and no platform's check-out knows it.
 */
export function forShop(
  rundown: readonly RundownEntry[],
  { ids, takesShowPrices }: Pick<DemoShop, 'ids' | 'takesShowPrices'>,
): RundownEntry[] {
  return rundown.flatMap(({ atSeconds, cue }): RundownEntry[] => {
    if (cue.kind === 'priceChanged') return takesShowPrices ? [{ atSeconds, cue }] : []
    if (ids === null || !('productId' in cue)) return [{ atSeconds, cue }]
    const productId = ids.products[cue.productId] ?? cue.productId
    if (cue.kind !== 'soldOutMarked') return [{ atSeconds, cue: { ...cue, productId } }]
    const variantIds = cue.variantIds.map((id) => ids.variants[id] ?? id)
    return [{ atSeconds, cue: { ...cue, productId, variantIds } }]
  })
}

/** Every cue of the rundown whose moment lies from `from` up to, and not at, `to`, in order. */
export function cuesBetween(
  rundown: readonly RundownEntry[],
  { startsAt, loopMs }: Loop,
  { from, to }: { from: number; to: number },
): DueCue[] {
  const due: DueCue[] = []
  const first = Math.max(0, Math.floor((from - startsAt) / loopMs))
  for (let round = first; startsAt + round * loopMs < to; round += 1)
    for (const { atSeconds, cue } of rundown) {
      const at = startsAt + round * loopMs + Math.round(atSeconds * 1000)
      if (at >= from && at < to) due.push({ at, cue })
    }
  return due.toSorted((a, b) => a.at - b.at)
}

/**
 * Whether a log event is the rundown's own: it stands at exactly a moment of the rundown, or where a price of the
 * rundown's has ended by itself.
 */
export function isFromRundown(rundown: readonly RundownEntry[], loop: Loop, event: LogEvent): boolean {
  return rundown.some((entry) => {
    const lastsMs = entry.cue.kind === 'priceChanged' ? (entry.cue.lastsMs ?? 0) : 0
    return [event.at, event.at - lastsMs].some((at) =>
      cuesBetween([entry], loop, { from: at, to: at + 1 }).some((due) => isSame(due.cue, event.cue)),
    )
  })
}

/** Whether this cue stands in the log already. */
export function isLogged(log: readonly LogEvent[], due: DueCue): boolean {
  return log.some((event) => event.at === due.at && isSame(due.cue, event.cue))
}

/**
 * Whether the rundown may do this although people run the show too: what a person did last to a product
 * or a variant stands until the person undoes it. A person's pin is never taken away, nor pushed out.
 */
export function mayDo(due: DueCue, log: readonly LogEvent[], isOurs: (event: LogEvent) => boolean): boolean {
  const last = log
    .filter((event) => event.at <= due.at && concerns(event.cue, due.cue))
    .toSorted((a, b) => a.at - b.at)
    .at(-1)
  if (last === undefined || isOurs(last)) return true
  // A person took it off or set it back: the rundown goes on from there at the next round's pin, or note.
  if (due.cue.kind === 'noteSet') return 'text' in last.cue && last.cue.text === null
  return due.cue.kind === 'productPinned' && last.cue.kind === 'productUnpinned'
}

/** Pins that a person made and that still stand at `at`. */
export function standingPins(log: readonly LogEvent[], at: number, isOurs: (event: LogEvent) => boolean) {
  const pins = new Map<string, { readonly at: number; readonly isOurs: boolean }>()
  for (const event of log.filter((one) => one.at <= at).toSorted((a, b) => a.at - b.at)) {
    const { cue } = event
    if (cue.kind !== 'productPinned' && cue.kind !== 'productUnpinned') continue
    const { productId } = cue as { productId: string }
    pins.delete(productId)
    if (cue.kind === 'productPinned') pins.set(productId, { at: event.at, isOurs: isOurs(event) })
  }
  return pins
}

function isSame(a: RundownCue, b: LogEvent['cue']): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'chapterStarted') return 'title' in b && a.title === b.title
  if (a.kind === 'noteSet') return 'text' in b && a.text === b.text
  return 'productId' in b && a.productId === b.productId
}

/** Whether both are about the same thing: the same product's pin, price or stock, or the one note there is. */
function concerns(a: LogEvent['cue'], b: RundownCue): boolean {
  if (b.kind === 'noteSet') return a.kind === 'noteSet'
  if (b.kind === 'chapterStarted' || !('productId' in a) || a.productId !== b.productId) return false
  const isPin = (kind: string) => kind === 'productPinned' || kind === 'productUnpinned'
  return a.kind === b.kind || (isPin(a.kind) && isPin(b.kind))
}

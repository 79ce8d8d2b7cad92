import {
  apply,
  cartOpSchema,
  emptyCart,
  visibleLines,
  type Cart,
  type CartId,
  type CartWorld,
} from '@tote/protocol'
import type { HistoryEvent, Truth } from './history.ts'

export interface Checked {
  readonly violations: readonly string[]
  readonly counts: Readonly<Record<'intents' | 'ok' | 'refused' | 'unknown' | 'showGaps' | 'reloads', number>>
}

type Of<Type extends HistoryEvent['type']> = Extract<HistoryEvent, { type: Type }>
type Say = (rule: string, what: string) => void

/** A gap in a show is mended within this. */
const SHOW_MEND_MS = 2000

/**
 * Holds a finished run against what is promised. It knows nothing of how the run was made: a history, what
 * the devices showed at the end, and what the database says. `quietFrom` is when the last fault was over.
 */
export function checkHistory(history: readonly HistoryEvent[], truth: Truth): Checked {
  const violations: string[] = []
  const say: Say = (rule, what) => void violations.push(`[${rule}] ${what}`)
  const only = <Type extends HistoryEvent['type']>(type: Type) =>
    history.filter((event): event is Of<Type> => event.type === type)
  const invoked = new Map(only('invoke').map((event) => [event.uid, event]))
  const ok = new Set(only('ok').map(({ uid }) => uid))
  const failed = new Map(only('fail').map((event) => [event.uid, event]))
  const settled = new Set(only('settled').map(({ uid }) => uid))

  checkAcknowledged({ ok, failed, settled }, truth, say)
  checkLog(truth, invoked, say)
  checkFold(truth, say)
  checkStock(truth, say)
  checkDevices(only('final'), truth, say)
  const showGaps = checkShows(history, truth, say)
  const answered = new Set([...ok, ...failed.keys(), ...settled])
  return {
    violations,
    counts: {
      intents: invoked.size,
      ok: ok.size,
      refused: failed.size,
      unknown: [...invoked.keys()].filter((uid) => !answered.has(uid)).length,
      showGaps,
      reloads: only('reload').length,
    },
  }
}

/** Whatever a device was told is in the log, once, and says the same there. */
function checkAcknowledged(
  told: { ok: ReadonlySet<string>; failed: ReadonlyMap<string, Of<'fail'>>; settled: ReadonlySet<string> },
  { mutations }: Truth,
  say: Say,
): void {
  const log = new Map(mutations.map((entry) => [entry.uid, entry]))
  for (const uid of new Set([...told.ok, ...told.settled, ...told.failed.keys()])) {
    const entry = log.get(uid)
    if (entry === undefined) say('I1', `${uid} was acknowledged and is not in the log: lost`)
    else if (told.ok.has(uid) && !entry.isOk) say('I1', `${uid} was accepted, and the log refused it`)
    else if (told.failed.has(uid) && entry.isOk) say('I1', `${uid} was refused, and the log accepted it`)
  }
}

/** Each intent once, each client's numbers without a gap, each cart's revisions without one. */
function checkLog(
  { mutations, lastMids, carts }: Truth,
  invoked: ReadonlyMap<string, unknown>,
  say: Say,
): void {
  const uids = new Set<string>()
  for (const { uid } of mutations) {
    if (uids.has(uid)) say('I2', `${uid} was done twice`)
    if (!invoked.has(uid)) say('I2', `${uid} was done, and nobody asked for it`)
    uids.add(uid)
  }
  const mids = groupBy(mutations, ({ clientId }) => clientId)
  for (const [clientId, lastMid] of lastMids) {
    const numbers = (mids.get(clientId) ?? []).map(({ mid }) => mid).toSorted((a, b) => a - b)
    if (numbers.length !== lastMid || numbers.some((mid, index) => mid !== index + 1))
      say('I11', `client ${clientId} is at ${lastMid}, its log has ${numbers.join(',')}`)
  }
  const byCart = groupBy(mutations, ({ cartId }) => cartId)
  for (const { id, rev } of carts) {
    const revs = (byCart.get(id) ?? []).filter(({ isOk }) => isOk).map((entry) => entry.rev)
    revs.sort((a, b) => a - b)
    if (revs.length !== rev || revs.some((number, index) => number !== index + 1))
      say('I4', `cart ${id} is at revision ${rev}, its accepted operations gave ${revs.join(',')}`)
  }
}

/** A cart is what its accepted operations make of an empty one, by the product's own rule. */
function checkFold({ mutations, carts }: Truth, say: Say): void {
  const byCart = groupBy(mutations, ({ cartId }) => cartId)
  for (const { id, lines, note } of carts) {
    const accepted = (byCart.get(id) ?? []).filter(({ isOk }) => isOk).toSorted((a, b) => a.rev - b.rev)
    // A name to fold by; nothing is looked up by it.
    let cart: Cart = emptyCart(id as CartId, 'EUR')
    for (const { op, uid } of accepted) {
      const applied = apply(cartOpSchema.parse(op), cart, ANYTHING_GOES)
      if (applied.ok) cart = applied.cart
      else say('I3', `${uid} was accepted, and the rule refuses it: ${applied.code}`)
    }
    const folded = describeLines(visibleLines(cart).map((line) => [line.id, line.qty]))
    const stored = describeLines(lines.map(([lineId, , qty]) => [lineId, qty]))
    if (folded !== stored || cart.meta.note !== note)
      say('I3', `cart ${id} has ${stored} “${note}”; its log gives ${folded} “${cart.meta.note}”`)
  }
}

/** Whether there was stock the hub has said; here only what follows from its word is held. */
const ANYTHING_GOES: CartWorld = {
  nowMs: 0,
  variant: () => ({ price: 0, isActive: true }),
  discount: () => null,
  isPickup: () => true,
}

function checkStock({ stock, carts, scarce }: Truth, say: Say): void {
  for (const { variantId, onHand, held, movedOnHand, movedHeld, activeHolds } of stock) {
    if (held < 0 || held > onHand) say('I7', `${variantId}: ${held} held of ${onHand}`)
    if (movedOnHand !== onHand || movedHeld !== held)
      say('I8', `${variantId}: moves give ${movedOnHand}/${movedHeld}, stock says ${onHand}/${held}`)
    if (activeHolds !== held) say('I8', `${variantId}: holds of ${activeHolds}, ${held} held`)
  }
  for (const [variantId, units] of Object.entries(scarce)) {
    const inCarts = sum(
      carts.flatMap(({ lines }) => lines.map(([, id, qty]) => (id === variantId ? qty : 0))),
    )
    if (inCarts > units) say('I7', `${variantId}: ${inCarts} in carts, there are ${units}: oversold`)
    const held = stock.find((entry) => entry.variantId === variantId)?.held ?? 0
    if (inCarts !== held) say('I8', `${variantId}: ${inCarts} in carts, ${held} held for them`)
  }
}

/** Every device of a shopper shows what the database has, and waits for nothing. */
function checkDevices(finals: readonly Of<'final'>[], { carts }: Truth, say: Say): void {
  const byId = new Map(carts.map((cart) => [cart.id, cart]))
  for (const { device, cartId, pending, lines, note } of finals) {
    if (pending > 0) say('I5', `${device} still waits for ${pending} answers`)
    const cart = byId.get(cartId)
    if (cart === undefined) {
      say('I5', `${device} shows cart ${cartId}, which there is not`)
      continue
    }
    const shown = describeLines(lines)
    const stored = describeLines(cart.lines.map(([id, , qty]) => [id, qty]))
    if (shown !== stored || note !== cart.note)
      say('I5', `${device} shows ${shown} “${note}”; the hub has ${stored} “${cart.note}”`)
  }
  for (const [shopper, devices] of groupBy(finals, (final) => final.shopper)) {
    const ids = new Set(devices.map(({ cartId }) => cartId))
    if (ids.size > 1) say('I5', `${shopper} has ${ids.size} carts: ${[...ids].join(', ')}`)
  }
}

/** A device's row of show events has no gap that was not mended, and ends where the log does. Counts the gaps. */
function checkShows(history: readonly HistoryEvent[], { show }: Truth, say: Say): number {
  if (show.seqs.length !== show.seq || show.seqs.some((seq, index) => seq !== index + 1))
    say('I12', `the show is at ${show.seq}, its log has ${show.seqs.length} events`)
  let gaps = 0
  const at = new Map<string, number>()
  const open = new Map<string, number>()
  for (const event of history) {
    if (event.type === 'left') {
      open.delete(event.device)
      at.delete(event.device)
    }
    if (event.type !== 'show') continue
    const { device, from, to } = event
    const before = at.get(device)
    const since = open.get(device)
    if (from === null) {
      if (since !== undefined && event.at - since > SHOW_MEND_MS)
        say('I12', `${device} was without an event for ${Math.round(event.at - since)} ms`)
      open.delete(device)
      // What came while it was asked for is newer than the answer, and stays.
      at.set(device, Math.max(before ?? 0, to))
    } else if (before !== undefined && from > before) {
      if (since === undefined) {
        gaps += 1
        open.set(device, event.at)
      }
    } else at.set(device, Math.max(before ?? 0, to))
  }
  for (const device of open.keys()) say('I12', `${device} never got the events after a gap`)
  for (const [device, seq] of at) if (seq !== show.seq) say('I12', `${device} ended at ${seq} of ${show.seq}`)
  return gaps
}

function describeLines(lines: readonly (readonly [string, number])[]): string {
  const texts = lines.filter(([, qty]) => qty > 0).map(([id, qty]) => `${id}×${qty}`)
  return texts.toSorted().join(' ')
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

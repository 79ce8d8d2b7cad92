import { verdictSchema } from '@tote/protocol'
import { checkCredit } from './check-credit.ts'
import { checkHistory } from './check-history.ts'
import { checkStock } from './check-stock.ts'
import type { SimPage } from './sim-device.ts'
import type { World } from './world.ts'

/*
 * What the protocol promises (I1 to I15), and where it is held here:
 *
 *     I1   checkAcknowledged: every verdict a page was given stands in the log, once and the same
 *     I2   checkIssued: every intent is in the log once, or was refused, or was lost in a way that is told
 *     I3   check-history.ts: each cart's lines are its accepted operations, folded, at every commit
 *     I4   check-history.ts: revisions grow by one an operation; witness.ts: no page goes back within an epoch
 *     I5   differences: after healing every page shows the hub's cart, and no queue holds anything
 *     I6   witness.ts, while it runs: in worlds where shoppers only add, no page ever shows less
 *     I7   the database's own witness: 0 <= held <= on hand, after every statement; check-stock.ts, while it runs: nothing
 *          is free where the shop is short, whatever was counted from outside
 *     I8   check-stock.ts: stock is the sum of its moves, what is held the sum of active holds; what was ordered has left
 *          the last count, unit for unit, or is short
 *     I9   checkHolds, while it runs and at the end: no hold outlives its time by more than two seconds
 *     I10  witness.ts, while it runs: no page hears of a cart that was never given to its device, nor of one whose
 *          shopper has signed out there, or made room for another; at the end: no shopper's journey is another's
 *     I11  checkOrder: one page's intents take effect in the order they were issued
 *     I12  witness.ts, while it runs: who missed something of the show asks for it; differences: prices at the end
 *     I13  check-history.ts: a merge keeps the sum of both carts, by whichever way they met, signing in among them
 *     I14  checkOutbox: what is due was delivered, in order of each key
 *     I15  check-credit.ts: an order is in the ledger once, adds up to what was paid, and is shared out whole
 */

/** What must hold at the end, when everything is whole and quiet. */
export async function checkAtEnd(world: World): Promise<void> {
  checkAcknowledged(world)
  checkIssued(world)
  checkHistory(world)
  checkOrder(world)
  checkHolds(world)
  checkOutbox(world)
  checkCredit(world)
  await checkStock(world)
  for (const { id } of world.database.rows<{ id: string }>(
    'select id from journey where shopper_id is not null and merged_into is not null',
  ))
    world.witness.violate('I10', `journey ${id} of one shopper has become part of another`)
}

function checkAcknowledged(world: World): void {
  const { witness, database } = world
  const log = new Map(
    database
      .rows<{ uid: string; verdict_json: string }>('select uid, verdict_json from mutation')
      .map(({ uid, verdict_json }) => [uid, verdictSchema.parse(JSON.parse(verdict_json))]),
  )
  for (const { uid, verdict, epoch } of witness.acknowledged) {
    if (epoch !== database.epoch || witness.issued.get(uid)?.isLostByRestore === true) continue
    const logged = log.get(uid)
    if (logged === undefined) witness.violate('I1', `${uid} was acknowledged and is not in the log`)
    else if (logged.ok !== verdict.ok || logged.rev !== verdict.rev)
      witness.violate(
        'I1',
        `${uid} was told as ${JSON.stringify(verdict)}, logged as ${JSON.stringify(logged)}`,
      )
  }
}

function checkIssued(world: World): void {
  const { witness, database } = world
  const logged = new Set(database.rows<{ uid: string }>('select uid from mutation').map(({ uid }) => uid))
  for (const { uid, page, what, wipesWhenKept, outcome, isLostByRestore } of witness.issued.values()) {
    if (logged.has(uid) || isLostByRestore) continue
    const { disk } = page.device
    const isKept = wipesWhenKept !== null && wipesWhenKept === disk.wipes
    if (!page.isAlive && (!isKept || world.profile.canWipe)) continue
    witness.violate(
      'I2',
      `${uid} (${what} on ${page.process.name}) is lost; it was told ${outcome ?? 'nothing'}`,
    )
  }
}

/** I11, but for clones, whose numbers are taken from them, and what a backup undid. */
function checkOrder(world: World): void {
  const { witness, database, profile } = world
  if (profile.canClone || world.isRestored) return
  const at = new Map(
    database
      .rows<{ line_id: string; n: number }>(`select line_id, n from seen where kind = 'mutation'`)
      .map(({ line_id, n }) => [line_id, n]),
  )
  const last = new Map<SimPage, number>()
  for (const { uid, page, what } of witness.issued.values()) {
    const n = at.get(uid)
    if (n === undefined) continue
    if (n < (last.get(page) ?? 0))
      witness.violate('I11', `${uid} (${what} on ${page.process.name}) took effect before an earlier one`)
    last.set(page, Math.max(n, last.get(page) ?? 0))
  }
}

const SWEPT_WITHIN_MS = 2000

/**
 * I9. Counted from when it is seen to be over: goods that a check-out gave back are the cart's for the time they had,
 * which may have run out long ago. A database that is slow or fails, and nodes that have just started, get their time.
 */
export function checkHolds(world: World): void {
  const { clock, database, witness, steadySinceMs, commitMaxMs, commitFails, overdue } = world
  const rows = database.rows<{ id: string; variant_id: string; expires_at: number }>(
    `select id, variant_id, expires_at from hold where state = 'active' and expires_at < ?`,
    [clock.now()],
  )
  const isSteady = clock.now() - steadySinceMs > 2 * SWEPT_WITHIN_MS && commitMaxMs < 50 && commitFails === 0
  const known = new Map(isSteady ? overdue : [])
  overdue.clear()
  for (const { id, variant_id } of rows) {
    const sinceMs = known.get(id) ?? clock.now()
    overdue.set(id, sinceMs)
    if (clock.now() - sinceMs > SWEPT_WITHIN_MS)
      witness.violate('I9', `a hold of ${variant_id} has outlived its time by ${clock.now() - sinceMs} ms`)
  }
}

function checkOutbox(world: World): void {
  const { database, shop, witness, clock, steadySinceMs } = world
  const rows = database.rows<{
    id: string
    key: string
    seq: number
    next_try_at: number
    sent_at: number | null
  }>('select id, key, seq, next_try_at, sent_at from outbox order by seq')
  const firstTaken = new Map<string, number>()
  const takenAgain = new Map<string, number>()
  for (const [index, { id, life }] of shop.taken.entries()) {
    if (!firstTaken.has(id)) firstTaken.set(id, index)
    if (life === shop.life && !takenAgain.has(id)) takenAgain.set(id, index)
  }
  const turnOf = (key: string) => shop.taken[lastOf.get(key) ?? -1]?.atMs ?? 0
  const waiting = new Set<string>()
  const lastOf = new Map<string, number>()
  for (const { id, key, next_try_at, sent_at } of rows) {
    // What went out before a backup was brought back that does not know of it goes out again, in order again.
    const taken = (sent_at === null ? takenAgain : firstTaken).get(id)
    if (taken === undefined) {
      if (sent_at !== null) witness.violate('I14', `${id} of ${key} counts as sent and was not delivered`)
      // Of one key each waits for the one before; what is leased or to be tried again has a time of its own; and somebody
      // has to be there who sends.
      else if (Math.max(next_try_at, turnOf(key), steadySinceMs) < clock.now() - 10_000 && !waiting.has(key))
        witness.violate(
          'I14',
          `${id} of ${key} is due since ${clock.now() - next_try_at} ms and was not delivered; the one before it was ${clock.now() - turnOf(key)} ms ago`,
        )
      waiting.add(key)
      continue
    }
    if (waiting.has(key)) witness.violate('I14', `${id} of ${key} was delivered before an earlier one`)
    if (taken < (lastOf.get(key) ?? -1)) witness.violate('I14', `${id} of ${key} was delivered out of order`)
    lastOf.set(key, taken)
    // Taken, and the word of it lost: it goes out again, and what is behind it waits for that.
    if (sent_at === null) waiting.add(key)
  }
}

/** I5 and the end of I12: in what pages differ from the hub, or are not quiet yet; empty when in nothing. */
export function differences({ database, devices, pages, profile }: World): string[] {
  const found: string[] = []
  for (const { name, disk } of devices)
    // What a refused disk would not forget is sent once more by the next page, and done once.
    if (disk.queue.size > 0 && !profile.canWipe) found.push(`${name} still keeps ${disk.queue.size} intents`)
  const prices = new Map(
    database
      .rows<{ id: string; price: number }>('select id, price from variant')
      .map(({ id, price }) => [id, price]),
  )
  for (const page of pages) {
    const { name } = page.process
    const { status } = page.tote.connection.$connection.get()
    if (status !== 'online') {
      found.push(`${name} is ${status}`)
      continue
    }
    const view = page.tote.cart.$cart.get()
    if (view.pendingCount > 0) found.push(`${name} still waits for ${view.pendingCount} answers`)
    const shown = view.lines
      .map(({ id, quantity, cost }) => `${id}:${quantity}@${cost.unit.amount}`)
      .toSorted()
    const kept = profile.canWipe ? visibleOf(database, page.cartId) : linesOf(database, page)
    if (shown.join() !== kept.join())
      found.push(`${name} shows [${shown.join()}], the hub has [${kept.join()}]`)
    for (const { variants } of page.tote.show.$products.get())
      for (const variant of variants)
        if (prices.get(variant.id) !== variant.price.amount)
          found.push(
            `${name} shows ${variant.id} at ${variant.price.amount}, the hub at ${prices.get(variant.id)}`,
          )
  }
  return found
}

/**
 * What the hub has for the journey that the page's device is of. Where disks are wiped or refused, pages of one device
 * may be of different ones: there each is held to its own cart.
 */
function linesOf(database: World['database'], page: SimPage): string[] {
  const placeId = page.device.disk.place?.placeId ?? null
  const [row] = database.rows<{ journey_id: string }>('select journey_id from place where id = ?', [
    placeId ?? '',
  ])
  if (row === undefined) return visibleOf(database, page.cartId)
  let journeyId = row.journey_id
  for (;;) {
    const [journey] = database.rows<{ cart_id: string; merged_into: string | null }>(
      'select cart_id, merged_into from journey where id = ?',
      [journeyId],
    )
    if (journey === undefined) return ['no journey']
    if (journey.merged_into !== null) {
      journeyId = journey.merged_into
      continue
    }
    return visibleOf(database, journey.cart_id)
  }
}

function visibleOf(database: World['database'], cartId: string): string[] {
  return database
    .rows<{ id: string; qty: number; price: number }>(
      'select id, qty, price from cart_line where cart_id = ? and qty > 0',
      [cartId],
    )
    .map(({ id, qty, price }) => `${id}:${qty}@${price}`)
    .toSorted()
}

import { randomUUID } from 'node:crypto'
import { ToteError } from '@tote/protocol'
import { verifyDropLog } from '@tote/protocol/drops'
import { freshDatabase } from '@tote/testkit/services/database'
import { expect, test } from 'vitest'
import { Shop } from '../stock/shop-fixtures.ts'
import { openStore } from '../store/store.ts'
import { expectNoDrift, withoutStore } from '../waitlist/waiting-shopper-fixtures.ts'
import { dropContract } from './drop-contract-fixtures.ts'
import { DropWorld, HOLD_MS, WINDOW_MS } from './drop-world-fixtures.ts'
import { sha256 } from './sha-256.ts'

const open = async () => openStore(await freshDatabase(), { poolSize: 12 })
dropContract('PostgreSQL', open)

const ENTRANTS = 40
const UNITS = 7

test.each(['on_cart', 'on_checkout'])(
  '[I7] [D1] [D4] [D5] %s: of forty who enter at once, each twice, seven take one each, nothing is oversold, and the log holds with every receipt',
  async (mode) => {
    const shop = await Shop.open(await open(), withoutStore(UNITS))
    const drop = await DropWorld.announce(shop, mode)
    const all = await Promise.all(Array.from({ length: ENTRANTS }, () => shop.shopper()))
    drop.open()
    // Half of them in the window, each asking twice; the rest while it ends, beside two nodes that draw.
    const early = all.slice(0, ENTRANTS / 2)
    await Promise.all(
      early.flatMap((buyer) => [
        untilHeard(() => drop.enter(buyer)),
        untilHeard(() => drop.enter(buyer, randomUUID())),
      ]),
    )
    const tooEarly = await inGroups(all, (buyer) => buyer.add(mode))
    expect(tooEarly.filter(({ ok }) => ok)).toEqual([])
    shop.nowMs += WINDOW_MS
    await Promise.all([
      untilHeard(() => drop.sweep()),
      untilHeard(() => drop.sweep()),
      ...all.map((buyer) => untilHeard(() => drop.enter(buyer))),
    ])
    await drop.sweep()
    const told = await Promise.all(all.map((buyer) => drop.told(buyer)))
    const receipts = told.flatMap((each) => (each === null ? [] : [each.receipt]))
    expect(receipts).toHaveLength(ENTRANTS)
    const inTurn = told.map((each) => each?.status === 'turn')
    expect(inTurn.filter(Boolean)).toHaveLength(UNITS)
    // Who was drawn comes before who was late.
    expect(inTurn.slice(ENTRANTS / 2)).not.toContain(true)
    const verdicts = await inGroups(all, (buyer) => buyer.add(mode))
    expect(verdicts.map(({ ok }) => ok)).toEqual(inTurn)
    await expectNoDrift(shop)
    expect(await shop.stockOf(mode)).toEqual([UNITS, UNITS])

    // Nobody pays: all of it goes round, once to each.
    for (let round = 0; round < 3; round += 1) {
      shop.nowMs += 10 * HOLD_MS
      await Promise.all([drop.sweep(), drop.sweep()])
      await expectNoDrift(shop)
    }
    expect(verifyDropLog(await drop.log(), { sha256, receipts })).toMatchObject({
      ok: true,
      entered: ENTRANTS,
    })
  },
)

/** So many at once that each has a connection: an operation of a cart cannot simply be asked again. */
async function inGroups<T, R>(all: readonly T[], ask: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (let start = 0; start < all.length; start += 8)
    answers.push(...(await Promise.all(all.slice(start, start + 8).map(ask))))
  return answers
}

/** As a page asks again that hears `busy`: on a machine with much else to do a connection may be long in coming. */
async function untilHeard<T>(ask: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ToteError) || error.code !== 'busy') throw error
    }
}

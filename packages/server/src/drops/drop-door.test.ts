import { ToteError } from '@tote/protocol'
import { expect, test } from 'vitest'
import { Shop } from '../stock/shop-fixtures.ts'
import { openStore, type Store } from '../store/store.ts'
import { withoutStore } from '../waitlist/waiting-shopper-fixtures.ts'
import { DropWorld } from './drop-world-fixtures.ts'

/** An open drop, and how many of the store's transactions it takes to enter; the first `failing` of them fail. */
async function openDrop(failing = 0) {
  const store = await openStore('sqlite::memory:')
  let [isCounting, transactions] = [false, 0]
  const transaction: Store['transaction'] = async (run) => {
    if (!isCounting) return store.transaction(run)
    transactions += 1
    if (transactions <= failing) throw new ToteError('busy')
    return store.transaction(run)
  }
  const shop = await Shop.open({ ...store, transaction }, withoutStore(1))
  const drop = await DropWorld.announce(shop, 'on_cart')
  const buyers = await Promise.all(Array.from({ length: 60 }, () => shop.shopper()))
  drop.open()
  isCounting = true
  return { drop, buyers, transactions: () => transactions }
}

test('those who come while one is let in share the next transaction', async () => {
  const { drop, buyers, transactions } = await openDrop()
  const heard = await Promise.all(buyers.map((buyer) => drop.enter(buyer)))
  expect(heard.filter(({ ok }) => ok)).toHaveLength(buyers.length)
  expect(transactions()).toBe(2)
  expect((await drop.proven()).filter((kind) => kind === 'entered')).toHaveLength(buyers.length)
})

test('when the database will not, those it was asked for hear so, and who comes after them is let in', async () => {
  const { drop, buyers } = await openDrop(1)
  const [first, ...others] = await Promise.allSettled(buyers.map((buyer) => drop.enter(buyer)))
  expect(first).toMatchObject({ status: 'rejected', reason: { code: 'busy' } })
  expect(others.every(({ status }) => status === 'fulfilled')).toBe(true)
  const [buyer] = buyers
  if (buyer !== undefined) expect(await drop.enter(buyer)).toMatchObject({ ok: true })
})

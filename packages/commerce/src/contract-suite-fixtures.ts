import type { LocationId, VariantId } from '@tote/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeAbsence } from './absence-suite-fixtures.ts'
import { describeNews } from './news-suite-fixtures.ts'
import { catalogueProblem, shopCatalogueSchema } from './shop-catalogue.ts'
import { neverEnded, ShopTester, type ShopUnderTest } from './shop-under-test-fixtures.ts'

/** Real shops install and start for minutes. */
const START_MS = 300_000
const TEST_MS = 120_000
const LIVE = 'this shop is somebody’s'

/** What every adapter has to do, over a real shop. */
export function describeAdapter(name: string, startShop: () => Promise<ShopUnderTest>): void {
  describe(`the ${name} adapter`, { timeout: TEST_MS }, () => {
    const tester = new ShopTester()
    beforeAll(async () => tester.goTo(await startShop()), START_MS)
    afterAll(() => tester.leave(), START_MS)

    describeCatalogue(tester)
    describeCart(tester)
    describePaying(tester)
    describeNews(tester)
    describeAbsence(tester)
  })
}

function describeCatalogue(tester: ShopTester): void {
  describe('catalogue and counts', () => {
    test('a catalogue is whole, and each price is what the shop was told, in minor units', async () => {
      const catalogue = await tester.shop.adapter.readCatalogue(tester.shop.market, neverEnded())
      expect(shopCatalogueSchema.parse(catalogue)).toEqual(catalogue)
      expect(catalogueProblem(catalogue)).toBeNull()
      expect(catalogue.currency).toBe(tester.shop.market.currencyCode)
      const prices = new Map(
        catalogue.products.flatMap(({ variants }) => variants.map(({ id, price }) => [id, price])),
      )
      for (const { variantId, price } of [tester.shop.goods.plenty, tester.shop.goods.few])
        expect(prices.get(variantId)).toBe(price)
    })

    test('a currency without minor units is told in whole ones', async ({ skip }) => {
      const { yen } = tester.shop
      skip(yen === undefined, 'this shop sells for no such currency')
      if (yen === undefined) return
      const { market, variantId, price } = yen
      const { currency, products } = await tester.shop.adapter.readCatalogue(market, neverEnded())
      expect(currency).toBe(market.currencyCode)
      expect(products.flatMap(({ variants }) => variants).find(({ id }) => id === variantId)?.price).toBe(
        price,
      )
      const cart = tester.cart([tester.line({ variantId, price }, 2)], { market })
      expect(await tester.mirror(cart)).toMatchObject({ total: 2 * price, problems: [] })
    })

    test('a currency that the shop does not sell for is refused as invalid', async () => {
      await expect(
        tester.shop.adapter.readCatalogue({ ...tester.shop.market, currencyCode: 'XTS' }, neverEnded()),
      ).rejects.toMatchObject({ name: 'ShopError', code: 'invalid' })
    })

    test('counts are the shop’s, of the variants that were asked for and it knows', async () => {
      const { plenty, few } = tester.shop.goods
      const asked = [plenty.variantId, few.variantId, 'no-such-variant' as VariantId]
      const counts = await tester.shop.adapter.readStock(asked, neverEnded())
      expect(new Set(counts.map(({ variantId }) => variantId))).toEqual(
        new Set([plenty.variantId, few.variantId]),
      )
      expect(await tester.countOf(few)).toBe(few.count)
      const { products } = await tester.shop.adapter.readCatalogue(tester.shop.market, neverEnded())
      const stock = products.flatMap(({ variants }) => variants).find(({ id }) => id === few.variantId)?.stock
      expect(
        Object.fromEntries(
          counts
            .filter(({ variantId }) => variantId === few.variantId)
            .map(({ locationId, count }) => [locationId, count]),
        ),
      ).toEqual(stock)
      expect(await tester.shop.adapter.readStock([], neverEnded())).toEqual([])
    })

    test('a count that changes in the shop is read as it is now', async ({ skip }) => {
      skip(tester.shop.isLive === true, LIVE)
      const { few } = tester.shop.goods
      await tester.shop.setStock(few.variantId, 0)
      expect(await tester.countOf(few)).toBe(0)
      await tester.shop.setStock(few.variantId, few.count)
      expect(await tester.countOf(few)).toBe(few.count)
    })
  })
}

function describeCart(tester: ShopTester): void {
  describe('the shop’s own cart', () => {
    test('it holds what the hub’s holds, no more and no less, through every change', async () => {
      const { plenty, few } = tester.shop.goods
      const first = tester.line(plenty, 2)
      const cart = tester.cart([first])
      const { shopRef, total, problems } = await tester.mirror(cart)
      expect({ total, problems }).toEqual({ total: 2 * plenty.price, problems: [] })
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 2 })

      const more = [{ ...first, quantity: 5 }, tester.line(few, 1)]
      expect(await tester.mirror({ ...cart, shopRef, lines: more })).toEqual({
        shopRef,
        total: 5 * plenty.price + few.price,
        problems: [],
      })
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 5, [few.variantId]: 1 })

      expect(await tester.mirror({ ...cart, shopRef, lines: more.slice(1) })).toMatchObject({
        total: few.price,
      })
      expect(await tester.inShop(shopRef)).toEqual({ [few.variantId]: 1 })

      expect(await tester.mirror({ ...cart, shopRef, lines: [] })).toEqual({
        shopRef,
        total: 0,
        problems: [],
      })
      expect(await tester.inShop(shopRef)).toEqual({})
    })

    test('the same twice is one cart, whether or not the first answer was kept', async () => {
      const cart = tester.cart([tester.line(tester.shop.goods.plenty, 2)])
      const before = await tester.shop.countCarts()
      const answer = await tester.mirror(cart)
      expect(await tester.mirror(cart)).toEqual(answer)
      expect(await tester.mirror({ ...cart, shopRef: answer.shopRef })).toEqual(answer)
      expect(await tester.shop.countCarts()).toBe(before + 1)
      expect(await tester.inShop(answer.shopRef)).toEqual({ [tester.shop.goods.plenty.variantId]: 2 })
    })

    test('20 at once are one cart', async () => {
      const cart = tester.cart([tester.line(tester.shop.goods.plenty, 3)])
      const before = await tester.shop.countCarts()
      const answers = await Promise.all(Array.from({ length: 20 }, () => tester.mirror(cart)))
      expect(new Set(answers.map(({ shopRef }) => shopRef)).size).toBe(1)
      expect(await tester.shop.countCarts()).toBe(before + 1)
      expect(await tester.inShop(answers[0]?.shopRef ?? '')).toEqual({
        [tester.shop.goods.plenty.variantId]: 3,
      })
    })

    test('of two states that come in the wrong order the later one stands', async ({ skip }) => {
      skip(tester.shop.forgetsRevisions === true, 'this shop keeps no revision of a cart')
      const { plenty } = tester.shop.goods
      const cart = tester.cart([tester.line(plenty, 1)])
      const { shopRef } = await tester.mirror({ ...cart, rev: 8, lines: [tester.line(plenty, 3)] })
      const total = (tester.shop.sellsWhatIsAsked === true ? 1 : 3) * plenty.price
      expect(await tester.mirror({ ...cart, rev: 7 })).toEqual({ shopRef, total, problems: [] })
      const paying = tester.open(tester.checkout({ ...cart, rev: 7 }))
      if (tester.shop.sellsWhatIsAsked === true) expect(await paying).toMatchObject({ shopRef, total })
      else await expect(paying).rejects.toMatchObject({ code: 'invalid' })
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 3 })
    })

    test('lines of one variant that differ by attributes add up', async () => {
      const { plenty } = tester.shop.goods
      const cart = tester.cart([
        tester.line(plenty, 2, { attributes: [['engraving', 'Ada <3']] }),
        tester.line(plenty, 1, { attributes: [['engraving', 'Bob']] }),
        tester.line(plenty, 4),
      ])
      const { shopRef, total } = await tester.mirror(cart)
      expect(total).toBe(7 * plenty.price)
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 7 })
    })

    test('what is short is told with what there is, and the rest is done', async () => {
      const { plenty, few } = tester.shop.goods
      const short = tester.line(few, few.count + 2)
      const { shopRef, total, problems } = await tester.mirror(tester.cart([tester.line(plenty, 2), short]))
      expect(problems).toEqual([{ code: 'no_stock', lineId: short.lineId, available: few.count }])
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 2, [few.variantId]: few.count })
      expect(total).toBe(2 * plenty.price + few.count * few.price)
    })

    test('what the shop does not know is told as gone, and the rest is done', async () => {
      const { plenty } = tester.shop.goods
      const stray = tester.line({ variantId: 'no-such-variant' as VariantId, price: 100 }, 1)
      const { shopRef, problems } = await tester.mirror(tester.cart([stray, tester.line(plenty, 2)]))
      expect(problems).toEqual([{ code: 'gone', lineId: stray.lineId }])
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 2 })
    })

    test('another price than the shop asks is told with the shop’s own, and the rest is done', async () => {
      const { plenty } = tester.shop.goods
      const old = tester.line(plenty, 2, { price: plenty.price - 1 })
      const { shopRef, total, problems } = await tester.mirror(tester.cart([old]))
      expect(problems).toEqual([{ code: 'price_changed', lineId: old.lineId, price: plenty.price }])
      expect(total).toBe(2 * plenty.price)
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 2 })
    })

    test('a code that does not count is told, and the rest is done', async () => {
      const { plenty } = tester.shop.goods
      const { total, problems } = await tester.mirror(
        tester.cart([tester.line(plenty, 1)], { codes: ['NO-SUCH-CODE'] }),
      )
      expect(problems).toEqual([{ code: 'bad_code', discountCode: 'NO-SUCH-CODE' }])
      expect(total).toBe(plenty.price)
    })

    test('a code that counts takes off what the shop says, and nothing once it is taken out', async ({
      skip,
    }) => {
      const { discount } = tester.shop
      skip(discount === undefined, 'this shop has no codes')
      if (discount === undefined) return
      const { plenty } = tester.shop.goods
      const { code, percent } = discount
      const cart = tester.cart([tester.line(plenty, 2)], { codes: [code] })
      const { shopRef, total, problems } = await tester.mirror(cart)
      expect(problems).toEqual([])
      expect(total).toBe(Math.round((2 * plenty.price * (100 - percent)) / 100))
      expect(await tester.mirror({ ...cart, shopRef, codes: [] })).toMatchObject({
        total: 2 * plenty.price,
      })
    })

    test('a pick-up at no place of the shop is told, and the rest is done', async () => {
      const { plenty } = tester.shop.goods
      const { shopRef, problems } = await tester.mirror(
        tester.cart([tester.line(plenty, 1)], {
          fulfilment: { kind: 'pickup', locationId: 'no-such-place' as LocationId },
        }),
      )
      expect(problems).toEqual([{ code: 'bad_location', locationId: 'no-such-place' }])
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 1 })
    })
  })
}

function describePaying(tester: ShopTester): void {
  describe('paying', () => {
    test('the same check-out asked for again, and 20 times at once, is one', async () => {
      const { plenty } = tester.shop.goods
      const request = tester.checkout(tester.cart([tester.line(plenty, 2)]))
      const before = await tester.shop.countCarts()
      const answers = await Promise.all(Array.from({ length: 20 }, () => tester.open(request)))
      const again = await tester.open(request)
      expect(new Set([...answers, again].map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(again.total).toBe(2 * plenty.price)
      expect(new URL(again.url).protocol).toMatch(/^https?:$/)
      expect(await tester.shop.countCarts()).toBeLessThanOrEqual(before + 1)
    })

    test('a shop that cannot sell it as it is says why, and sells nothing', async () => {
      const { few, plenty } = tester.shop.goods
      const short = tester.line(few, few.count + 1)
      const old = tester.line(plenty, 1, { price: plenty.price + 100 })
      const request = tester.checkout(tester.cart([short, old]))
      const answer = await tester.shop.adapter.openCheckout(request, neverEnded())
      expect(answer).toEqual({
        ok: false,
        problems: expect.arrayContaining([
          { code: 'no_stock', lineId: short.lineId, available: few.count },
          { code: 'price_changed', lineId: old.lineId, price: plenty.price },
        ]),
      })
      expect(await tester.countOf(few)).toBe(few.count)
      expect(await tester.shop.adapter.readOrder(request.checkoutId, '', neverEnded())).toBeNull()
    })

    test('there is no order before it is paid, and afterwards the one that was paid, with its receipts', async ({
      skip,
    }) => {
      skip(tester.shop.isLive === true, LIVE)
      const { plenty, few } = tester.shop.goods
      const request = tester.checkout(
        tester.cart([tester.line(plenty, 2, { receipt: 'receipt.of-the.first-line' }), tester.line(few, 1)]),
        { returnUrl: 'https://brand.example/thanks' },
      )
      const mirrored = await tester.mirror(request)
      const stock = await tester.countOf(plenty)
      const { url, shopRef } = await tester.open({ ...request, shopRef: mirrored.shopRef })
      const read = () => tester.shop.adapter.readOrder(request.checkoutId, shopRef, neverEnded())
      expect(await read()).toBeNull()

      const paid = await tester.shop.pay({ url, shopRef })
      const order = await read()
      expect(order).toMatchObject({
        checkoutId: request.checkoutId,
        currencyCode: tester.shop.market.currencyCode,
        total: paid.total,
      })
      expect(order?.lines).toHaveLength(2)
      expect(order?.lines).toEqual(
        expect.arrayContaining([
          {
            variantId: plenty.variantId,
            quantity: 2,
            price: plenty.price,
            ...(tester.shop.losesReceipts === true ? {} : { receipt: 'receipt.of-the.first-line' }),
          },
          { variantId: few.variantId, quantity: 1, price: few.price },
        ]),
      )
      expect(order?.orderRef).not.toBe('')
      expect(Math.abs((order?.placedAtMs ?? 0) - Date.now())).toBeLessThan(10 * 60_000)
      expect(await read()).toEqual(order)
      // A shop takes goods from its count when it is paid, or when it sends them: never more than were bought.
      expect(stock - (await tester.countOf(plenty))).toBeOneOf([0, 2])
      await tester.shop.setStock(few.variantId, few.count)
      await tester.shop.setStock(plenty.variantId, plenty.count)
    })

    test('the cart that was bought goes on as a new one of the shop', async ({ skip }) => {
      skip(tester.shop.isLive === true, LIVE)
      const { plenty } = tester.shop.goods
      const cart = tester.cart([tester.line(plenty, 1)])
      const { shopRef: first } = await tester.mirror(cart)
      const { url, shopRef } = await tester.open(tester.checkout({ ...cart, shopRef: first }))
      await tester.shop.pay({ url, shopRef })
      const next = await tester.mirror({ ...cart, shopRef: first, lines: [tester.line(plenty, 3)] })
      expect(next).toMatchObject({ total: 3 * plenty.price, problems: [] })
      expect(await tester.inShop(next.shopRef)).toEqual({ [plenty.variantId]: 3 })
      await tester.shop.setStock(plenty.variantId, plenty.count)
    })

    test('of a check-out that was given up for another, only the other becomes an order', async ({
      skip,
    }) => {
      skip(tester.shop.isLive === true, LIVE)
      const { plenty } = tester.shop.goods
      const cart = tester.cart([tester.line(plenty, 1)])
      const givenUp = tester.checkout(cart)
      const before = await tester.open(givenUp)
      const taken = tester.checkout({ ...cart, lines: [tester.line(plenty, 4)] })
      const { url, shopRef } = await tester.open(taken)
      await tester.shop.pay({ url, shopRef })
      expect(await tester.shop.adapter.readOrder(taken.checkoutId, shopRef, neverEnded())).toMatchObject({
        lines: [{ variantId: plenty.variantId, quantity: 4 }],
      })
      expect(await tester.shop.adapter.readOrder(givenUp.checkoutId, before.shopRef, neverEnded())).toBeNull()
      await tester.shop.setStock(plenty.variantId, plenty.count)
    })
  })
}

import { describe, expect, test, vi } from 'vitest'
import { ShopError } from './shop-error.ts'
import { neverEnded, PATIENT, type ShopTester } from './shop-under-test-fixtures.ts'

const HTML = '<!doctype html><title>Not what was asked for</title>'
const httpAnswer = (status: string, headers: readonly string[] = []) =>
  [
    `HTTP/1.1 ${status}`,
    'content-type: text/html',
    `content-length: ${HTML.length}`,
    'connection: close',
    ...headers,
    '',
    HTML,
  ].join('\r\n')

/** A shop that is down, answers nonsense, or whose answers get lost. */
export function describeAbsence(tester: ShopTester): void {
  describe('a shop that is not there', () => {
    const away = { name: 'ShopError', code: 'away' }
    /** Each thing that is asked of a shop. */
    const asked = (signal: AbortSignal): (() => Promise<unknown>)[] => {
      const cart = tester.cart([tester.line(tester.shop.goods.plenty, 1)])
      const request = tester.checkout(cart)
      return [
        () => tester.shop.adapter.readCatalogue(tester.shop.market, signal),
        () => tester.shop.adapter.readStock([tester.shop.goods.plenty.variantId], signal),
        () => tester.shop.adapter.mirrorCart(cart, signal),
        () => tester.shop.adapter.openCheckout(request, signal),
        () => tester.shop.adapter.readOrder(request.checkoutId, '', signal),
      ]
    }

    test('it is away, and works on as if nothing had been once it is back', async () => {
      const cart = tester.cart([tester.line(tester.shop.goods.plenty, 2)])
      const { shopRef } = await tester.mirror(cart)
      tester.shop.wire.cut()
      for (const ask of asked(neverEnded())) await expect(ask()).rejects.toMatchObject(away)
      tester.shop.wire.mend()
      const before = await tester.shop.countCarts()
      const answer = await vi.waitFor(
        () => tester.mirror({ ...cart, shopRef, lines: [tester.line(tester.shop.goods.plenty, 5)] }),
        PATIENT,
      )
      expect(answer).toEqual({ shopRef, total: 5 * tester.shop.goods.plenty.price, problems: [] })
      expect(await tester.shop.countCarts()).toBe(before)
    })

    test('an answer that is lost on its way leaves one cart and one check-out, however often it is asked', async () => {
      const { plenty } = tester.shop.goods
      const cart = tester.cart([tester.line(plenty, 2)])
      const request = tester.checkout(cart)
      const before = await tester.shop.countCarts()
      tester.shop.wire.loseAnswers()
      for (let time = 0; time < 3; time++) {
        await expect(tester.mirror(cart)).rejects.toMatchObject(away)
        await expect(tester.shop.adapter.openCheckout(request, neverEnded())).rejects.toMatchObject(away)
      }
      tester.shop.wire.mend()
      const { shopRef } = await vi.waitFor(() => tester.mirror(cart), PATIENT)
      expect(await tester.inShop(shopRef)).toEqual({ [plenty.variantId]: 2 })
      expect(await tester.open({ ...request, shopRef })).toMatchObject({ total: 2 * plenty.price })
      if (tester.shop.leavesCarts !== true)
        expect(await tester.shop.countCarts()).toBeLessThanOrEqual(before + 2)
    })

    test.each([
      ['429 Too Many Requests', ['retry-after: 7'], { ...away, retryAfterMs: 7000 }],
      ['503 Service Unavailable', [], away],
      ['500 Internal Server Error', [], away],
      ['401 Unauthorized', [], { name: 'ShopError', code: 'denied' }],
      ['200 OK', [], { name: 'ShopError', code: 'invalid' }],
    ] as const)('a page instead of an answer, %s', async (status, headers, expected) => {
      tester.shop.wire.answer(httpAnswer(status, headers))
      for (const ask of asked(neverEnded()))
        // A connection that broke when the wire changed may be what the first one finds.
        await vi.waitFor(() => expect(ask()).rejects.toMatchObject(expected), PATIENT)
      tester.shop.wire.mend()
    })

    test('what is no longer wanted ends at once, with the reason that was given', async () => {
      const enough = new Error('enough')
      for (const ask of asked(AbortSignal.abort(enough))) await expect(ask()).rejects.toBe(enough)
      // Every connection is a new one from here, so that it is seen when one is under way.
      tester.shop.wire.cut()
      tester.shop.wire.stall()
      const calls = asked(neverEnded()).length
      for (let index = 0; index < calls; index++) {
        const stop = new AbortController()
        const dialled = tester.shop.wire.dialled
        const call = asked(stop.signal)[index]?.()
        const refused = expect(call).rejects.toBe(enough)
        await vi.waitFor(() => expect(tester.shop.wire.dialled).toBeGreaterThan(dialled), PATIENT)
        stop.abort(enough)
        await refused
      }
      tester.shop.wire.mend()
      tester.shop.wire.cut()
      tester.shop.wire.mend()
      await vi.waitFor(() => tester.mirror(tester.cart([tester.line(tester.shop.goods.plenty, 1)])), PATIENT)
    })

    test('what it says of a failure names neither key nor shopper', async () => {
      tester.shop.wire.cut()
      const error: unknown = await tester
        .mirror(tester.cart([], { note: 'for my sister', shopRef: 'secret-ref' }))
        .catch((thrown: unknown) => thrown)
      tester.shop.wire.mend()
      expect(error).toBeInstanceOf(ShopError)
      expect(String(error)).toContain(tester.shop.adapter.platform)
      expect(String(error)).not.toMatch(/sister|secret-ref/)
    })
  })
}

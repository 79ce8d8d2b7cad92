import type { VariantId } from '@tote/protocol'
import { describe, expect, test, vi } from 'vitest'
import type { ShopNews } from './shop-news.ts'
import { neverEnded, PATIENT, type ShopTester } from './shop-under-test-fixtures.ts'

/** What a shop posts by itself, and what is refused of it. */
export function describeNews(tester: ShopTester): void {
  describe('what the shop tells', () => {
    /** Waits for news that `fits`, among what comes from now on. */
    const news = async (act: () => Promise<unknown>, fits: (one: ShopNews) => boolean) => {
      const from = tester.shop.posts.length
      await act()
      return vi.waitFor(async () => {
        for (const post of tester.shop.posts.slice(from)) {
          const found = (await tester.shop.adapter.hear(post)).find(fits)
          if (found !== undefined) return { post, found }
        }
        throw new Error(`no such news among ${tester.shop.posts.length - from} posts`)
      }, PATIENT)
    }
    const ofStock = (variantId: VariantId) => (one: ShopNews) =>
      (one.kind === 'stock' && one.counts.some((count) => count.variantId === variantId)) ||
      (one.kind === 'stock-changed' && one.variantIds.includes(variantId))
    /** One that the shop did post. */
    const anyPost = async () => {
      const { few } = tester.shop.goods
      const { post } = await news(async () => {
        await tester.shop.setStock(few.variantId, few.count + 1)
        await tester.shop.setStock(few.variantId, few.count)
      }, ofStock(few.variantId))
      return post
    }
    const tells = (kind: ShopNews['kind']) => tester.shop.tells.includes(kind)

    test('a count that changed', async ({ skip }) => {
      skip(!tells('stock') && !tells('stock-changed'), 'this shop does not tell of counts')
      const { few } = tester.shop.goods
      const { found } = await news(
        () => tester.shop.setStock(few.variantId, few.count + 2),
        ofStock(few.variantId),
      )
      const told =
        found.kind === 'stock'
          ? found.counts
          : await tester.shop.adapter.readStock([few.variantId], neverEnded())
      expect(told.find(({ variantId }) => variantId === few.variantId)?.count).toBe(few.count + 2)
      await tester.shop.setStock(few.variantId, few.count)
    })

    test('an order, the same that is read', async ({ skip }) => {
      skip(!tells('order'), 'this shop does not tell of orders')
      const { plenty } = tester.shop.goods
      const request = tester.checkout(
        tester.cart([tester.line(plenty, 1, { receipt: 'receipt.of-an.order' })]),
      )
      const { url, shopRef } = await tester.open(request)
      const { found } = await news(
        () => tester.shop.pay({ url, shopRef }),
        (one) => one.kind === 'order' && one.order.checkoutId === request.checkoutId,
      )
      const order = await tester.shop.adapter.readOrder(request.checkoutId, shopRef, neverEnded())
      expect(found).toEqual({ kind: 'order', order })
      await tester.shop.setStock(plenty.variantId, plenty.count)
    })

    test('a post that is not the shop’s, or not as the shop wrote it, is refused', async ({ skip }) => {
      skip(tester.shop.tells.length === 0, 'this shop tells nothing')
      const post = await anyPost()
      const denied = { name: 'ShopError', code: 'denied' }
      const without = Object.fromEntries(
        Object.entries(post.headers).filter(([key]) => !/sign|hmac/.test(key)),
      )
      const wrong = Object.fromEntries(
        Object.entries(post.headers).map(([key, value = '']) => [
          key,
          /sign|hmac/.test(key) ? bent(value) : value,
        ]),
      )
      for (const forged of [
        { ...post, headers: {} },
        { ...post, headers: without },
        { ...post, headers: wrong },
        { ...post, body: `${post.body} ` },
        { ...post, body: '' },
      ])
        await expect(tester.shop.adapter.hear(forged)).rejects.toMatchObject(denied)
      if (tester.shop.signsTime)
        for (const hours of [1, -1])
          await expect(
            tester.shop.adapter.hear({ ...post, receivedAtMs: post.receivedAtMs + hours * 3_600_000 }),
          ).rejects.toMatchObject(denied)
      await expect(tester.shop.adapter.hear(post)).resolves.not.toEqual([])
    })
  })
}

/** One letter another: the shape stays, the signature does not. Not at the end, where a letter of base64 has bits that count for nothing. */
function bent(signature: string): string {
  const at = signature.length - 10
  return `${signature.slice(0, at)}${signature[at] === 'A' ? 'B' : 'A'}${signature.slice(at + 1)}`
}

import type { CartId, CheckoutId, LineId, VariantId } from '@tote/protocol'
import type { Wire } from '@tote/testkit/e2e'
import type {
  CheckoutRequest,
  CommerceAdapter,
  Market,
  MirrorAnswer,
  MirroredCart,
  MirroredLine,
  ShopPost,
} from './commerce-adapter.ts'
import type { ShopNews } from './shop-news.ts'

/** What is on sale in the shop under test. */
export interface Goods {
  readonly variantId: VariantId
  /** Minor units of the market's currency, as the shop was told it. */
  readonly price: number
  readonly count: number
}

/** A real shop with an adapter to it, and what a suite may do to the shop behind the adapter's back. */
export interface ShopUnderTest {
  readonly adapter: CommerceAdapter
  readonly market: Market
  /** Some hundreds of one, a handful (3 to 9) of another; each counted at one location at least, and at other prices. */
  readonly goods: { readonly plenty: Goods; readonly few: Goods }
  /** Where the shop sells for a currency without minor units, such as yen. */
  readonly yen?: { readonly market: Market; readonly variantId: VariantId; readonly price: number }
  /** A code that takes `percent` off the goods, where the shop has codes. */
  readonly discount?: { readonly code: string; readonly percent: number }
  /** What the shop tells the hub by itself. */
  readonly tells: readonly ShopNews['kind'][]
  /** Whether its signature is of a moment too, so that an old post is refused. */
  readonly signsTime: boolean
  /** Whether a cart whose answer was lost stays in the shop, for it has no name of ours there: it holds nothing, and ends by itself. */
  readonly leavesCarts?: boolean
  /** Whether of two states of a cart it keeps the one that came last, for it has no place for a revision. */
  readonly forgetsRevisions?: boolean
  /** Whether its check-out is of the lines that came with the question, not of its cart: a late one is answered as any other. */
  readonly sellsWhatIsAsked?: boolean
  /** Whether it cannot keep a line's receipt: what the hub froze at the check-out is all there is of it then. */
  readonly losesReceipts?: boolean
  /** Whether it is somebody's: then nobody pays there, and its counts are left alone. */
  readonly isLive?: boolean
  /** What the shop has posted so far, as it came; it grows. */
  readonly posts: readonly ShopPost[]
  /** What lies between adapter and shop. */
  readonly wire: Wire
  /** Carts that the shop has, by its own count. */
  countCarts(): Promise<number>
  /** What is in the shop's cart, as the shop itself says. */
  cartLines(shopRef: string): Promise<readonly { readonly variantId: string; readonly quantity: number }[]>
  setStock(variantId: VariantId, count: number): Promise<void>
  /** Does what a shopper does at the check-out's address until the order is placed. Returns what was paid, minor units. */
  pay(checkout: { readonly url: string; readonly shopRef: string }): Promise<{ readonly total: number }>
  close(): Promise<void>
}

/** Real shops take their time, and nothing says when their news comes. */
export const PATIENT = { timeout: 60_000, interval: 100 }

export const neverEnded = (): AbortSignal => new AbortController().signal

/** A tester at a shop: makes carts that no other test has, and asks for them. */
export class ShopTester {
  #shop: ShopUnderTest | undefined
  #made = 0

  get shop(): ShopUnderTest {
    if (this.#shop === undefined) throw new Error('the shop did not start')
    return this.#shop
  }

  goTo(shop: ShopUnderTest): void {
    this.#shop = shop
  }

  async leave(): Promise<void> {
    await this.#shop?.close()
  }

  line(
    { variantId, price }: Omit<Goods, 'count'>,
    quantity: number,
    more: Partial<MirroredLine> = {},
  ): MirroredLine {
    return { lineId: this.#fresh('line') as LineId, variantId, quantity, price, attributes: [], ...more }
  }

  cart(lines: readonly MirroredLine[], more: Partial<MirroredCart> = {}): MirroredCart {
    return {
      cartId: this.#fresh('cart') as CartId,
      market: this.shop.market,
      lines,
      codes: [],
      fulfilment: { kind: 'delivery' },
      note: '',
      ...more,
    }
  }

  checkout(cart: MirroredCart, more: Partial<CheckoutRequest> = {}): CheckoutRequest {
    const checkoutId = this.#fresh('checkout') as CheckoutId
    return { ...cart, checkoutId, expiresAtMs: Date.now() + 15 * 60_000, ...more }
  }

  mirror(cart: MirroredCart): Promise<MirrorAnswer> {
    return this.shop.adapter.mirrorCart(cart, neverEnded())
  }

  /** Opens a check-out that nothing stands against. */
  async open(request: CheckoutRequest) {
    const answer = await this.shop.adapter.openCheckout(request, neverEnded())
    if (!answer.ok) throw new Error(`the shop refused: ${JSON.stringify(answer.problems)}`)
    return answer
  }

  /** Units of each variant in the shop's own cart. */
  async inShop(shopRef: string): Promise<Record<string, number>> {
    const sum: Record<string, number> = {}
    for (const { variantId, quantity } of await this.shop.cartLines(shopRef))
      sum[variantId] = (sum[variantId] ?? 0) + quantity
    return sum
  }

  async countOf({ variantId }: Pick<Goods, 'variantId'>): Promise<number> {
    const counts = await this.shop.adapter.readStock([variantId], neverEnded())
    return counts.reduce((sum, { count }) => sum + count, 0)
  }

  #fresh(kind: string): string {
    this.#made += 1
    return `${kind}-${Date.now().toString(36)}-${this.#made}`
  }
}

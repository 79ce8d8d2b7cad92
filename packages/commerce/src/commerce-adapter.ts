import type { CartId, CheckoutId, Fulfilment, LineId, VariantId } from '@tote/protocol'
import type { ShopCatalogue, StockCount } from './shop-catalogue.ts'
import type { ShopNews } from './shop-news.ts'

/**
 * One tenant's shop platform, as the hub asks it. The shop owns what is sold, at what price, and how many there are; the hub
 * owns the cart. So a catalogue and counts come in, a cart and its check-out go out, and orders come in again.
 *
 * Every method may be called again with the same arguments, at any time and from several nodes: what it makes in the shop is
 * named by `cartId` or `checkoutId`, and made once. Times, money and ids are Tote's: adapters turn the platform's own into them.
 *
 * All throw `ShopError`, and take a signal that ends them: then they reject at once with the signal's reason.
 */
export interface CommerceAdapter {
  /** Its name in the tenant file: `medusa`, `vendure`, `shopify`, `woocommerce`, `custom`. */
  readonly platform: string

  /** Whether its check-out takes off what a shopper pays with points. */
  readonly takesReduction?: boolean

  /** The header by which one of its posts is known when it comes again; `webhook-id` where it is absent. */
  readonly postIdHeader?: string

  /** All that is on sale in one market, with counts by location where the platform tells them. */
  readCatalogue(market: Market, signal: AbortSignal): Promise<ShopCatalogue>

  /** Counts of these variants now; a variant that the shop does not know, or does not count, is not in the answer. */
  readStock(variantIds: readonly VariantId[], signal: AbortSignal): Promise<readonly StockCount[]>

  /**
   * Makes the shop's own cart hold what this one holds, no more and no less. What the shop cannot do of it is in `problems`; the
   * rest is done: of a line that is short, as many as there are; of another price, at the shop's. A cart that was bought goes
   * on as a new one.
   */
  mirrorCart(cart: MirroredCart, signal: AbortSignal): Promise<MirrorAnswer>

  /** Where the shopper pays for exactly this. A shop that cannot sell it as it is says why, and has promised nothing. */
  openCheckout(request: CheckoutRequest, signal: AbortSignal): Promise<CheckoutAnswer>

  /** The order that came of a check-out; null while there is none. For what was not told, or was told when nobody listened. */
  readOrder(checkoutId: CheckoutId, shopRef: string, signal: AbortSignal): Promise<ShopOrder | null>

  /**
   * What the shop posted to the hub, once it is proved that the shop did.
   * @throws ShopError `denied` when the signature is missing, wrong or old: nothing of it is used.
   */
  hear(post: ShopPost): Promise<readonly ShopNews[]>
}

/** For whom prices and words are. */
export interface Market {
  /** ISO 4217. A shop that does not sell in it fails with `invalid`. */
  readonly currencyCode: string
  /** ISO 3166-1 alpha-2, where prices or assortment differ by country. */
  readonly countryCode?: string
  /** BCP 47: the language of titles and descriptions, as far as the shop has it. */
  readonly language?: string
}

export interface MirroredCart {
  readonly cartId: CartId
  /** The hub's revision of it, which only grows: of two that reach the shop in the wrong order, the later one stands. */
  readonly rev?: number
  readonly market: Market
  readonly lines: readonly MirroredLine[]
  /** Discount codes, in the order they were entered. */
  readonly codes: readonly string[]
  readonly fulfilment: Fulfilment
  readonly note: string
  /** What `mirrorCart` answered last for this cart; absent the first time. */
  readonly shopRef?: string
}

export interface MirroredLine {
  readonly lineId: LineId
  readonly variantId: VariantId
  /** One at least. */
  readonly quantity: number
  /** Minor units a piece, as the hub has it: a shop with another price says so by `price_changed`. */
  readonly price: number
  /**
   * The shop's own price, as the hub read it last, where a host has set another one in the show. A shop whose price this still is
   * may sell at the host's.
   */
  readonly shopPrice?: number
  readonly attributes: readonly (readonly [name: string, value: string])[]
  /** Signed proof of what the line came from, kept with the shop's line and given back in its order. */
  readonly receipt?: string
  /** Of a cart that is picked up: sent home all the same. Asked of a shop alone of which its file says that it does so. */
  readonly isSent?: boolean
}

export interface MirrorAnswer {
  /** The shop's own name of its cart. A secret where the platform makes it one (Shopify, WooCommerce): never logged. */
  readonly shopRef: string
  /** Minor units of what the shop would charge for the goods, its discounts taken off, before delivery and tax that is added. */
  readonly total: number
  readonly problems: readonly CartProblem[]
}

/** What a shop cannot do of a cart. */
export type CartProblem =
  | { readonly code: 'no_stock'; readonly lineId: LineId; readonly available: number }
  | { readonly code: 'gone'; readonly lineId: LineId }
  /** `price` is what the shop asks for a piece, minor units. */
  | { readonly code: 'price_changed'; readonly lineId: LineId; readonly price: number }
  | { readonly code: 'bad_code'; readonly discountCode: string }
  | { readonly code: 'bad_location'; readonly locationId: string }

export interface CheckoutRequest extends MirroredCart {
  readonly checkoutId: CheckoutId
  /** Where the shop sends the shopper afterwards, if the platform can. */
  readonly returnUrl?: string
  /** Milliseconds since 1970: until when the hub keeps the goods aside. */
  readonly expiresAtMs: number
  /** Minor units that the shopper pays with points: asked of adapters that take it alone. */
  readonly reduction?: number
}

export type CheckoutAnswer =
  | {
      readonly ok: true
      readonly shopRef: string
      readonly url: string
      readonly total: number
      /** What of it was paid with points, as it was asked for; absent where none of it was. */
      readonly reduction?: number
    }
  | { readonly ok: false; readonly problems: readonly CartProblem[] }

/** An order as the shop has it. */
export interface ShopOrder {
  readonly checkoutId: CheckoutId
  /** The shop's own name of it. */
  readonly orderRef: string
  readonly currencyCode: string
  /** Minor units that were paid, delivery and tax with them. */
  readonly total: number
  /** Milliseconds since 1970. */
  readonly placedAtMs: number
  readonly lines: readonly {
    readonly variantId: VariantId
    readonly quantity: number
    /** Minor units a piece, after the line's own discounts. */
    readonly price: number
    readonly receipt?: string
  }[]
}

/** A request that the hub got for this tenant's shop: as it came, for a signature is of its very bytes. */
export interface ShopPost {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
  /** Milliseconds since 1970. */
  readonly receivedAtMs: number
}

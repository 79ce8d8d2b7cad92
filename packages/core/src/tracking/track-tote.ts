import { money, type ContentType, type Order, type ProductId } from '@tote/protocol'
import type { ProductView } from '../show/product-view.ts'
import type { CartView, Tote } from '../tote.ts'
import { cartFactOf, type CartFact } from './cart-fact.ts'
import type { Outbox } from './outbox.ts'
import { pinOf } from './pin-of.ts'
import { lineItem, productItem } from './to-item.ts'
import { toTrackEvent, type Fact } from './to-track-event.ts'
import type { Pin, TrackItem } from './track-event.ts'

/** What is tracked of one tote, told by whoever draws it; what happens to its cart is heard here. */
export interface ToteTracking {
  /** What the picture is now. */
  readonly contentType: ContentType
  /** These were half visible for a second. Each counts once a moment of the show. */
  itemsSeen(productIds: readonly string[]): void
  /** The shopper opened it from a card or a list. */
  productOpened(productId: string): void
  /** The basket was half visible for a second. An empty one is not told. */
  cartSeen(): void
  /** The shopper goes to pay. The same contents count once. */
  checkoutBegun(): void
  /** The shopper wants to pay, and it is not known yet whether that leads anywhere: it has begun once the cart is frozen. */
  checkoutWished(): void
  /** Ends it; what was told stays told. */
  stop(): void
}

export interface TrackToteOptions {
  readonly outbox: Pick<Outbox, 'tell'>
  /** Whether the picture is a piece of the show rather than the show's own stream. */
  readonly isClip?: () => boolean
  /** Asks the hub what became of the shopper's orders. */
  readonly readOrders?: () => Promise<readonly Pick<Order, 'id' | 'refunded'>[]>
}

/**
 * Follows what happens in this place: to its cart by its own acts, once the hub has taken them, never what another place
 * or device does, nor what a basket brings along. Each fact is told once.
 */
export function trackTote(
  tote: Tote,
  { outbox, isClip = () => false, readOrders = () => tote.cart.orders() }: TrackToteOptions,
): ToteTracking {
  const seen = new Set<string>()
  let checkedOut = ''
  let wished = ''
  /** Check-outs that were begun here, one of each merchant, with what is paid by it; their orders are this place's to tell. */
  const paying = new Map<string, CartView>()
  /** Of each purchase that was told here, what is told to be given back: the place that told the one tells the other. */
  const givenBack = new Map<string, number>()
  let newsAt = 0
  const stops = [
    tote.cart.onAct(({ op, outcome }) => {
      const fact = cartFactOf(op, tote.cart.$cart.get().lines)
      if (fact === null) return
      // What it cost, and what was shown, when the shopper did it: the answer may come much later.
      const told = event({ kind: fact.kind, items: itemsOf(fact) })
      void outcome.then(({ status }) => {
        if (status === 'accepted') outbox.tell(told)
      })
    }),
    tote.cart.$cart.listen((cart) => {
      hearCart(cart)
      hearOrders(cart)
    }),
  ]
  return {
    get contentType() {
      return contentType()
    },
    itemsSeen(productIds) {
      const items = productIds.flatMap(itemOf).filter((item) => {
        const name = JSON.stringify([item.productId, item.pin?.second])
        if (seen.has(name)) return false
        seen.add(name)
        return true
      })
      if (items.length > 0) tell({ kind: 'itemsSeen', items })
      for (const item of items) if (item.discount !== null) tell({ kind: 'promotionSeen', items: [item] })
    },
    productOpened(productId) {
      const items = itemOf(productId)
      const [item] = items
      if (item === undefined) return
      if (item.discount !== null) tell({ kind: 'promotionChosen', items })
      tell({ kind: 'itemChosen', items })
      tell({ kind: 'itemViewed', items })
    },
    cartSeen() {
      const cart = tote.cart.$cart.get()
      if (cart.lines.length > 0) tell({ kind: 'cartViewed', cart, items: linesOf(cart) })
    },
    checkoutBegun: () => begin(tote.cart.$cart.get()),
    checkoutWished() {
      wished = contentsOf(tote.cart.$cart.get())
    },
    stop: () => stops.forEach((stop) => stop()),
  }

  /** An order takes its lines out of the cart; a check-out that was cancelled or ran out leaves them. */
  function hearCart(cart: CartView): void {
    const { checkout, lines, order } = cart
    if (checkout !== null) {
      if (wished === contentsOf(cart)) begin(cart)
      wished = ''
      for (const part of checkout.parts ?? []) if (part.status === 'ordered') tellPurchase(part.id, cart)
      if (checkedOut !== '') for (const [id, part] of paidBy(checkout, cart)) paying.set(id, part)
      return
    }
    for (const id of paying.keys()) if (lines.length === 0 || order?.id === id) tellPurchase(id, cart)
    paying.clear()
  }

  function tellPurchase(id: string, { lines, order }: CartView): void {
    const cart = paying.get(id)
    if (cart === undefined) return
    paying.delete(id)
    // What is left was told to be paid with it.
    checkedOut = lines.length === 0 ? '' : contentsOf({ lines })
    tell({ kind: 'purchased', cart, items: linesOf(cart), transactionId: id })
    givenBack.set(id, 0)
    newsAt = order?.atMs ?? 0
  }

  /** Something became of an order: sent, handed over, or given back. */
  function hearOrders({ order }: CartView): void {
    if (order === null || order.atMs === newsAt || givenBack.size === 0) return
    newsAt = order.atMs
    readOrders().then(
      (orders) => {
        for (const { id, refunded } of orders) {
          const before = givenBack.get(id)
          if (before === undefined || refunded === undefined || refunded.amount <= before) continue
          givenBack.set(id, refunded.amount)
          const value = money(refunded.amount - before, refunded.currencyCode)
          tell({ kind: 'refunded', items: [], value, transactionId: id })
        }
      },
      // The hub is away: the next news of an order tells of all before it.
      () => undefined,
    )
  }

  function begin(cart: CartView): void {
    const contents = contentsOf(cart)
    if (cart.lines.length === 0 || contents === checkedOut) return
    checkedOut = contents
    tell({ kind: 'checkoutBegun', cart, items: linesOf(cart) })
  }

  function tell(fact: Fact): void {
    outbox.tell(event(fact))
  }

  function event(fact: Fact) {
    const shown = tote.show.$show.get()
    return toTrackEvent(fact, {
      contentType: contentType(),
      show: { id: tote.showId, title: shown.status === 'ready' ? shown.show.title : tote.showId },
      tenantName: shown.status === 'ready' ? shown.tenantName : '',
      currencyCode: tote.cart.$cart.get().cost.total.currencyCode,
    })
  }

  function contentType(): ContentType {
    if (isClip()) return 'clip'
    const shown = tote.show.$show.get()
    return shown.status === 'ready' && shown.show.status === 'ended' ? 'replay' : 'live'
  }

  function itemOf(productId: string): TrackItem[] {
    const product = tote.show.$products.get().find(({ id }) => id === productId)
    return product === undefined
      ? []
      : [productItem(product, { variant: onlyVariant(product), pin: pin(product.id) })]
  }

  function linesOf({ lines }: CartView): TrackItem[] {
    return lines.map((line) => {
      const found = productOf(line.merchandise.variantId)
      return lineItem(line, { product: found, quantity: line.quantity, pin: pin(found?.id) })
    })
  }

  function itemsOf({ changes }: CartFact): TrackItem[] {
    return changes.flatMap(({ variantId, quantity, line }) => {
      const product = productOf(variantId)
      if (line !== undefined) return lineItem(line, { product, quantity, pin: pin(product?.id) })
      const variant = product?.variants.find(({ id }) => id === variantId)
      if (product === undefined || variant === undefined) return []
      return productItem(product, { variant, quantity, pin: pin(product.id) })
    })
  }

  function productOf(variantId: string): ProductView | undefined {
    return tote.show.$products.get().find(({ variants }) => variants.some(({ id }) => id === variantId))
  }

  function pin(productId: ProductId | undefined): Pin | null {
    const shown = tote.show.$show.get()
    const at = tote.playback.$position.get()
    if (productId === undefined || shown.status !== 'ready' || at === null) return null
    return pinOf(productId, { log: tote.show.$log.get(), startsAt: shown.show.startsAt, atMs: at.pdt })
  }
}

/** What each check-out that is to be paid is of. Codes take off what the tenant sells itself. */
function paidBy({ id, parts }: NonNullable<CartView['checkout']>, cart: CartView): [string, CartView][] {
  if (parts === undefined) return [[id, cart]]
  return parts.flatMap((part): [string, CartView][] => {
    if (part.status !== 'open') return []
    const { currencyCode, amount: off } = cart.cost.discount
    const isOwn = part.merchantId === undefined
    const lines = cart.lines.filter(({ merchantId }) => merchantId === part.merchantId)
    const sum = lines.reduce((all, { cost }) => all + cost.total.amount, 0)
    const discount = isOwn ? off : 0
    const cost = {
      subtotal: money(sum, currencyCode),
      discount: money(discount, currencyCode),
      total: money(sum - discount, currencyCode),
    }
    return [[part.id, { ...cart, lines, cost, codes: isOwn ? cart.codes : [] }]]
  })
}

function contentsOf({ lines }: Pick<CartView, 'lines'>): string {
  return JSON.stringify(lines.map(({ id, quantity }) => [id, quantity]))
}

/** Where there is nothing to choose it is chosen. */
function onlyVariant({ variants }: ProductView) {
  const [first, second] = variants
  return first !== undefined && second === undefined ? first : null
}

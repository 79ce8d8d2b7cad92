import type { CartLineView, Tote } from '@tote/core'
import { judgeWords, lookAt, type HostShop, type Wanted } from '@tote/core/host-cart'
import type { CheckoutProblem, Money } from '@tote/protocol'
import type { RequestAnswer, RequestReason } from '../internal/shopping/request-event.ts'

export interface AskedShop {
  /** Whether so many more may lie in the basket. */
  add(tote: Tote, variantId: string, more: number): Promise<RequestAnswer>
  /** Has the hub freeze the basket, and the shop take the shopper to pay it. */
  pay(tote: Tote): Promise<RequestAnswer>
}

const ACCEPTED: RequestAnswer = { status: 'accepted' }

/** Asks a page's shop, and makes an answer to a request of what it says. What fails of `look` refuses nothing. */
export function askShop(page: Document, shop: HostShop, onFault: (fault: Error) => void): AskedShop {
  return {
    add: (tote, variantId, more) => ask([wantedOf(tote, variantId, more)]),
    async pay(tote) {
      const { lines } = tote.cart.$cart.get()
      const variantIds = new Set(lines.map(({ merchandise }) => merchandise.variantId))
      const word =
        shop.look === undefined ? ACCEPTED : await ask([...variantIds].map((id) => wantedOf(tote, id, 0)))
      if (word.status === 'rejected') return word
      const opened = await tote.cart.checkout(page.URL)
      if (opened.status === 'rejected') return { status: 'rejected', reason: reasonOf(opened.problems) }
      try {
        const { id, total, untilMs } = opened
        const to = await shop.checkout?.({ id, total, untilMs, lines: lines.map(toHostLine) })
        if (typeof to === 'string') goTo(page, to)
        return ACCEPTED
      } catch (error) {
        tell('checkout', error)
        // Else its goods would be set aside for a payment that nobody makes.
        await tote.cart.cancelCheckout().catch(() => undefined)
        return { status: 'rejected', reason: 'network' }
      }
    },
  }

  async function ask(wanted: readonly Wanted[]): Promise<RequestAnswer> {
    try {
      const variantIds = wanted.map(({ variantId }) => variantId)
      const reason = judgeWords(wanted, await lookAt(shop, variantIds))
      return reason === null ? ACCEPTED : { status: 'rejected', reason }
    } catch (error) {
      tell('look', error)
      // The hub says what can be had; a shop that cannot be asked stands against nothing.
      return ACCEPTED
    }
  }

  function tell(name: 'look' | 'checkout', cause: unknown): void {
    const why = cause instanceof Error ? cause.message : String(cause)
    onFault(new Error(`The page's shop failed at ${name}(): ${why}`, { cause }))
  }
}

/** With what lies in the basket already, and what the shopper was shown of its price in the show and there. */
function wantedOf(tote: Tote, variantId: string, more: number): Wanted {
  const variants = tote.show.$products.get().flatMap((product) => product.variants)
  const variant = variants.find(({ id }) => id === variantId)
  const { lines } = tote.cart.$cart.get()
  const inBasket = lines.filter(({ merchandise }) => merchandise.variantId === variantId)
  const prices: (Money | null | undefined)[] = [
    variant?.price,
    variant?.compareAt,
    ...inBasket.map(({ cost }) => cost.unit),
  ]
  return {
    variantId,
    quantity: inBasket.reduce((sum, { quantity }) => sum + quantity, more),
    prices: prices.filter((price) => price != null),
  }
}

function toHostLine({ merchandise, quantity, attributes }: CartLineView) {
  return { variantId: merchandise.variantId, quantity, attributes }
}

function reasonOf(problems: readonly CheckoutProblem[]): RequestReason {
  const codes = new Set<string>(problems.map(({ code }) => code))
  if (codes.has('no_stock') || codes.has('gone')) return 'out-of-stock'
  return codes.has('changed') ? 'price-changed' : 'network'
}

/** @throws Error for what is no page's address, such as a script's. */
function goTo(page: Document, to: string): void {
  const url = URL.canParse(to, page.baseURI) ? new URL(to, page.baseURI) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Error(`it answered ${JSON.stringify(to)}, which is no address of a page`)
  page.defaultView?.location.assign(url)
}

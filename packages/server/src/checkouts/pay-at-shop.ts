import { ShopError, type CartProblem, type CheckoutAnswer, type CheckoutRequest } from '@tote/commerce'
import {
  ToteError,
  toDiscountCode,
  type Checkout,
  type CheckoutId,
  type CheckoutProblem,
  type MerchantId,
  type PartProblem,
  type VariantId,
} from '@tote/protocol'
import type { Logger } from 'pino'
import type { Receipts } from '../credit/receipts.ts'
import type { ShopPlatform } from '../shops/shop.ts'
import { unitsOf } from '../shops/plan-shop-change.ts'
import { toMirrored } from '../shops/to-mirrored.ts'
import { toShopError } from '../shops/to-shop-error.ts'
import { isPointsCode } from '../loyalty/points-code.ts'
import { takePrices } from '../store/apply-catalogue.ts'
import { selectCart } from '../store/cart-store.ts'
import { selectShopPrices } from '../store/catalogue-store.ts'
import { selectCheckout, type StoredCheckout } from '../store/checkout-store.ts'
import { noteShopCheckout, selectShopRef, type ShopCheckout } from '../store/shop-checkout-store.ts'
import { noteMirrored, selectShopCart } from '../store/shop-cart-store.ts'
import { markShopDue } from '../store/shop-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'
import type { CartSpeaker } from '../carts/mutate-cart.ts'
import { abandonCheckout } from './end-checkout.ts'
import { pointsProblem } from './freeze-part.ts'
import { repriceCart, type CheckoutChange } from './open-checkout.ts'

export interface PayDeps {
  readonly store: Store
  readonly now: () => number
  readonly log: Logger
  readonly receipts: Pick<Receipts, 'of'>
  /** Told as each is durable: the cart is free again before the shopper hears why. */
  readonly tell: (change: CheckoutChange) => void
  readonly countSoon: (platform: ShopPlatform, variantIds: readonly VariantId[]) => void
}

/** Undefined on a node that was not given the tenant's file. */
export type PlatformOf = (merchantId: MerchantId | null) => ShopPlatform | undefined

export type PaidAtShop =
  | { readonly ok: true; readonly checkout: Checkout }
  | { readonly ok: false; readonly problems: CheckoutProblem[] }

/** Below the time that a page waits for the hub. */
const ANSWER_WITHIN_MS = 4000

/**
 * Asks the shop where an opened check-out is paid. It is opened there under its own name, so that asking again is the same
 * one there too. A shop that is away, or cannot sell the cart as it is, has the cart freed again, its goods given back.
 * @throws ToteError `busy` when the shop does not say; the cart is free then.
 */
export async function payAtShop(
  deps: PayDeps,
  { speaker, platformOf }: { readonly speaker: CartSpeaker; readonly platformOf: PlatformOf },
  { checkout, returnUrl }: { checkout: Checkout; returnUrl: string | undefined },
): Promise<PaidAtShop> {
  const { store, now, log, tell } = deps
  const { tenant, cartId } = speaker
  const stored = await selectCheckout(store.db, tenant.id, checkout.id)
  if (stored === undefined) throw new Error(`check-out ${checkout.id} vanished while it was opened`)
  if (stored.shop !== null) return answerOf(checkout, stored.shop)
  const platform = platformOf(stored.merchantId)
  const free = async (problem: PartProblem) =>
    tell(await abandonCheckout(store, tenant.id, { cartId, checkoutId: checkout.id, problem, nowMs: now() }))
  const refuse = async (problems: readonly CheckoutProblem[]): Promise<PaidAtShop> => {
    await free(problems[0] ?? { code: 'changed' })
    return { ok: false, problems: [...problems] }
  }
  const reduction = reductionOf(stored)
  if (reduction > 0 && platform?.adapter.takesReduction !== true)
    return refuse(pointsProblem(stored.frozen.codes))
  // The shop's file says by now that it takes one way for a whole order: the shopper chooses again.
  if (
    !tenant.sendsLines &&
    stored.frozen.fulfilment?.kind === 'pickup' &&
    stored.frozen.lines.some(({ isSent }) => isSent)
  )
    return refuse([{ code: 'changed' }])
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS)
  let answer: CheckoutAnswer
  let rev: number | undefined
  try {
    if (platform === undefined)
      throw new ShopError('away', 'This node was not given the file of this tenant.')
    const request = await requestOf(deps, { speaker, platform }, { stored, returnUrl })
    rev = request.rev
    answer = checkAnswer(platform.adapter.platform, await platform.adapter.openCheckout(request, signal))
  } catch (thrown) {
    await free({ code: 'away' })
    const error = toShopError(thrown, signal)
    if (error === null) throw thrown
    const line = { tenant: tenant.id, checkout: checkout.id, why: `${error.code}: ${error.message}` }
    // One that is away comes back by itself; what else it says, somebody has to mend.
    log[error.code === 'away' ? 'warn' : 'error'](line, 'a shop opened no check-out')
    throw new ToteError('busy', 'The shop does not answer now. Nothing was bought; try again in a moment.', {
      cause: error,
      details: error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs },
    })
  }
  // A shop that passed it over would have the points and the whole price.
  if (answer.ok && (answer.reduction ?? 0) !== reduction) {
    log.error({ tenant: tenant.id, checkout: checkout.id }, 'a shop took no points off its check-out')
    return refuse(pointsProblem(stored.frozen.codes))
  }
  if (answer.ok) {
    const { shopRef: ref, url, total } = answer
    const shop: ShopCheckout = { ref, url, total }
    const isOpen = await store.transaction(async (trx) => {
      if (rev !== undefined) await noteCopy(trx, tenant, { stored, rev, ref, nowMs: now() })
      return noteShopCheckout(trx, tenant.id, { id: checkout.id, shop, nowMs: now() })
    })
    // Cancelled in another place, or out of time, while the shop was asked.
    return isOpen ? answerOf(checkout, shop) : { ok: false, problems: [{ code: 'changed' }] }
  }
  const refused = await refuse(toProblems(answer.problems, stored))
  if (platform !== undefined) await learn(deps, { speaker, platform }, { stored, problems: answer.problems })
  return refused
}

/** What points took off it, in minor units. */
function reductionOf({ frozen: { codes } }: StoredCheckout): number {
  const discount = codes.find(({ code }) => isPointsCode(code))?.discount
  return discount?.kind === 'amount' ? discount.amount : 0
}

function answerOf(checkout: Checkout, { url, total }: ShopCheckout): PaidAtShop {
  return { ok: true, checkout: { ...checkout, url, total: { ...checkout.total, amount: total } } }
}

/** A page is led there: nothing but an address of the web. */
function checkAnswer(platform: string, answer: CheckoutAnswer): CheckoutAnswer {
  if (!answer.ok) return answer
  const isWeb = URL.canParse(answer.url) && /^https?:$/.test(new URL(answer.url).protocol)
  if (isWeb && answer.url.length <= 2000) return answer
  throw new ShopError('invalid', `${platform} opened a check-out at what is no address of the web.`)
}

async function requestOf(
  { store, receipts }: Pick<PayDeps, 'store' | 'receipts'>,
  { speaker, platform }: { speaker: CartSpeaker; platform: ShopPlatform },
  { stored, returnUrl }: { stored: StoredCheckout; returnUrl: string | undefined },
): Promise<CheckoutRequest> {
  const cart = (await selectCart(store.db, speaker.tenant.id, stored.cartId))?.cart
  if (cart === undefined) throw new Error(`check-out ${stored.id} has lost its cart`)
  const { merchantId } = stored
  const { lines, codes, fulfilment = cart.meta.fulfilment } = stored.frozen
  const part = { ...cart, meta: { ...cart.meta, fulfilment } }
  const reduction = reductionOf(stored)
  const receiptOf = new Map(
    (await receipts.of(speaker.tenant.id, stored)).map(({ lineId, receipt }) => [lineId, receipt]),
  )
  const shopPrices = await selectShopPrices(store.db, speaker.tenant.id, lines)
  const orderId = cart.meta.order?.id ?? null
  // A merchant's shop keeps no copy of carts.
  const copy =
    merchantId === null
      ? await selectShopCart(store.db, speaker.tenant.id, { cartId: cart.id, orderId })
      : undefined
  const shopRef = copy?.shopRef ?? (await selectShopRef(store.db, platform, stored.cartId))
  const mirrored = toMirrored(speaker.tenant, { cart: part, lines, codes, platform, shopPrices })
  return {
    ...mirrored,
    // Drawn by the hub when it was opened.
    checkoutId: stored.id as CheckoutId,
    lines: mirrored.lines.map((line) => {
      const receipt = receiptOf.get(line.lineId)
      return receipt === undefined ? line : { ...line, receipt }
    }),
    expiresAtMs: stored.expiresAt,
    ...(reduction === 0 ? {} : { reduction }),
    ...(returnUrl === undefined ? {} : { returnUrl }),
    ...(shopRef === undefined ? {} : { shopRef }),
  }
}

/** Where the shop keeps a copy of the cart, it has this one now. */
async function noteCopy(
  db: Db,
  tenant: Tenant,
  { stored, rev, ref, nowMs }: { stored: StoredCheckout; rev: number; ref: string; nowMs: number },
): Promise<void> {
  const cart = tenant.keepsShopCart
    ? (await selectCart(db, tenant.id, stored.cartId, { toWrite: true }))?.cart
    : undefined
  if (cart === undefined) return
  const orderId = cart.meta.order?.id ?? null
  const copy = await selectShopCart(db, tenant.id, { cartId: cart.id, orderId })
  const shopRef = copy?.shopRef ?? ref
  const theirs = unitsOf(stored.frozen.lines)
  await noteMirrored(db, tenant.id, { cartId: cart.id, orderId, shopRef, rev, theirs, nowMs })
}

/** What the shop said in refusing is news: the cart is shown at its prices, and counts and goods are read anew. */
async function learn(
  { store, now, tell, countSoon }: PayDeps,
  { speaker, platform }: { speaker: CartSpeaker; platform: ShopPlatform },
  { stored, problems }: { stored: StoredCheckout; problems: readonly CartProblem[] },
): Promise<void> {
  const variantOf = new Map(stored.frozen.lines.map(({ id, variantId }) => [id, variantId]))
  const prices = problems.flatMap((problem) => {
    const variantId = problem.code === 'price_changed' ? variantOf.get(problem.lineId) : undefined
    return problem.code === 'price_changed' && variantId !== undefined
      ? [{ variantId, price: problem.price }]
      : []
  })
  const short = problems.flatMap((problem) => {
    const variantId = problem.code === 'no_stock' ? variantOf.get(problem.lineId) : undefined
    return variantId === undefined ? [] : [variantId]
  })
  countSoon(platform, short)
  const { tenant, cartId } = speaker
  const isDeliveredOnly = problems.some(({ code }) => code === 'bad_location')
  const delta = await store.transaction(async (trx) => {
    await takePrices(trx, tenant.id, prices)
    if (problems.some(({ code }) => code === 'gone' || code === 'price_changed'))
      await markShopDue(trx, platform, now())
    return repriceCart(trx, tenant, { cartId, isDeliveredOnly, nowMs: now() })
  })
  tell({ delta, stockChanged: [] })
}

/** In the words of the protocol; what it has none for is a cart that is another than the shopper saw. */
function toProblems(problems: readonly CartProblem[], { frozen }: StoredCheckout): CheckoutProblem[] {
  const said = problems.flatMap((problem): CheckoutProblem[] => {
    switch (problem.code) {
      case 'no_stock':
        return [{ code: 'no_stock', lineId: problem.lineId, free: Math.max(0, problem.available) }]
      case 'gone':
        return [{ code: 'gone', lineId: problem.lineId }]
      case 'bad_code': {
        const known = frozen.codes.find(({ code }) => code === toDiscountCode(problem.discountCode))
        return known === undefined ? [] : [{ code: 'bad_code', discountCode: known.code }]
      }
      case 'price_changed':
      case 'bad_location':
        return []
      default:
        return problem satisfies never
    }
  })
  return said.length === 0 ? [{ code: 'changed' }] : said
}

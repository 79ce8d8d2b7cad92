import { DISCOUNT } from '@tote/testkit/shops'
import { COUNTRIES, type DoubleProduct, type DoubleVariant } from './double-goods-fixtures.ts'
import { toMoney, toPage } from './double-money-fixtures.ts'
import type { DoubleAttribute, DoubleCart, DoubleLine, DoubleShop } from './double-shop-fixtures.ts'

/** Of `@inContext`, as the request has it. */
export interface DoubleContext {
  readonly country: string | null
}

interface LineInput {
  readonly merchandiseId: string
  readonly quantity?: number
  readonly attributes?: readonly DoubleAttribute[]
}
interface BuyerInput {
  readonly preferences?: { readonly delivery?: Partial<NonNullable<DoubleCart['delivery']>> }
}
interface UserError {
  readonly code: string
  readonly field: readonly string[]
  readonly message: string
}
interface Warning {
  readonly code: string
  readonly message: string
  readonly target: string
}

const GID = 'gid://shopify'
const MESSAGE = 'Words for people, which nothing reads.'

/** The Storefront API of the double: what the published schema asks of it, answered out of the shop's memory. */
export function storefrontRoot(shop: DoubleShop, origin: () => string) {
  const currencyOf = ({ country }: DoubleContext) =>
    COUNTRIES.find(({ isoCode }) => isoCode === country) ?? COUNTRIES[0]

  const toVariant = (variant: DoubleVariant, currency: string) => ({
    __typename: 'ProductVariant',
    id: `${GID}/ProductVariant/${variant.id}`,
    title: variant.title,
    sku: variant.sku,
    price: toMoney(shop.priceOf(variant, currency), currency),
    compareAtPrice:
      variant.compareAt === undefined ? null : toMoney(variant.compareAt[currency] ?? 0, currency),
    selectedOptions: variant.options,
    image: null,
    availableForSale: variant.policy === 'CONTINUE' || shop.available(variant) > 0,
    quantityAvailable: shop.available(variant),
  })
  const toProduct = (product: DoubleProduct, currency: string) => ({
    ...product,
    id: `${GID}/Product/${product.id}`,
    featuredImage: { url: 'https://cdn.shop.example/coat.webp' },
    options: product.options.map((name) => ({ name })),
    variants: (page: { first: number; after?: string }) =>
      toPage(
        product.variants.map((variant) => toVariant(variant, currency)),
        page,
      ),
  })
  const toCart = (cart: DoubleCart) => {
    const off = shop.discounts(cart)
    return {
      id: `${GID}/Cart/${cart.token}?key=${cart.key}`,
      checkoutUrl: `${origin()}/cart/c/${cart.token}?key=${cart.key}`,
      note: cart.note === '' ? null : cart.note,
      attributes: cart.attributes,
      discountCodes: cart.codes.map((code) => ({
        code,
        applicable: code.toUpperCase() === DISCOUNT.code && cart.lines.length > 0,
      })),
      buyerIdentity: { preferences: cart.delivery === null ? null : { delivery: cart.delivery } },
      lines: (page: { first: number }) =>
        toPage(
          cart.lines.map((line, index) => ({
            __typename: 'CartLine',
            id: line.id,
            quantity: line.quantity,
            attributes: line.attributes,
            merchandise: toVariant(line.variant, cart.currency),
            cost: {
              amountPerQuantity: toMoney(shop.priceOf(line.variant, cart.currency), cart.currency),
              subtotalAmount: toMoney(
                shop.priceOf(line.variant, cart.currency) * line.quantity,
                cart.currency,
              ),
            },
            discountAllocations:
              off[index] === 0
                ? []
                : [
                    {
                      __typename: 'CartCodeDiscountAllocation',
                      targetType: 'LINE_ITEM',
                      discountedAmount: toMoney(off[index] ?? 0, cart.currency),
                    },
                  ],
          })),
          page,
        ),
    }
  }

  /** Cuts lines to what there is: a change that is done, with a warning, as documented since 2024-10. */
  const settle = (cart: DoubleCart): Warning[] => {
    const left = new Map<DoubleVariant, number>()
    return cart.lines.flatMap((line) => {
      if (line.variant.policy === 'CONTINUE') return []
      const there = left.get(line.variant) ?? shop.available(line.variant)
      const quantity = Math.min(line.quantity, there)
      left.set(line.variant, there - quantity)
      if (quantity === line.quantity) return []
      line.quantity = quantity
      const code = quantity === 0 ? 'MERCHANDISE_OUT_OF_STOCK' : 'MERCHANDISE_NOT_ENOUGH_STOCK'
      return [{ code, message: MESSAGE, target: line.id }]
    })
  }
  const payload = (cart: DoubleCart | null, userErrors: readonly UserError[] = []) => {
    const warnings = cart === null ? [] : settle(cart)
    return { cart: cart === null ? null : toCart(cart), userErrors, warnings }
  }
  const change = (cartId: string, work: (cart: DoubleCart) => readonly UserError[] | void) => {
    const cart = shop.findCart(cartId)
    if (cart === undefined) return payload(null, [{ code: 'INVALID', field: ['cartId'], message: MESSAGE }])
    const errors = work(cart) ?? []
    return payload(errors.length === 0 ? cart : null, errors)
  }
  const refusedOf = (lines: readonly LineInput[], path: readonly string[]): UserError[] =>
    lines.flatMap(({ merchandiseId }, index) => {
      const variant = shop.variant(merchandiseId.slice(merchandiseId.lastIndexOf('/') + 1))
      const field = [...path, String(index), 'merchandiseId']
      if (variant === undefined) return [{ code: 'INVALID', field, message: MESSAGE }]
      return refusesOutright.has(variant.id)
        ? [{ code: 'MERCHANDISE_NOT_APPLICABLE', field, message: MESSAGE }]
        : []
    })
  /** One that differs by nothing is made more of. */
  const addLines = (cart: DoubleCart, lines: readonly LineInput[]) => {
    for (const { merchandiseId, quantity = 1, attributes = [] } of lines) {
      const variant = shop.variant(merchandiseId.slice(merchandiseId.lastIndexOf('/') + 1))
      if (variant === undefined) throw new Error('it was looked for before')
      const same = cart.lines.find(
        (line) => line.variant === variant && JSON.stringify(line.attributes) === JSON.stringify(attributes),
      )
      if (same === undefined)
        cart.lines.push({
          id: `${GID}/CartLine/${shop.nextId()}?cart=${cart.token}`,
          variant,
          quantity,
          attributes,
        })
      else same.quantity += quantity
    }
  }
  const prefer = (cart: DoubleCart, { preferences }: BuyerInput) => {
    const { deliveryMethod = [], pickupHandle = [] } = preferences?.delivery ?? {}
    cart.delivery = deliveryMethod.length === 0 ? null : { deliveryMethod, pickupHandle }
  }
  /** Variants that Shopify refuses by an error, as it may since 2025-10. */
  const refusesOutright = new Set<string>()

  const query = {
    localization: (_: unknown, context: DoubleContext) => {
      const toCountry = ({ isoCode, currency }: (typeof COUNTRIES)[number]) => ({
        isoCode,
        currency: { isoCode: currency },
      })
      return { country: toCountry(currencyOf(context)), availableCountries: COUNTRIES.map(toCountry) }
    },
    products: (page: { first: number; after?: string }, context: DoubleContext) =>
      toPage(
        shop.products.map((product) => toProduct(product, currencyOf(context).currency)),
        page,
      ),
    product: ({ id }: { id: string }, context: DoubleContext) => {
      const product = shop.products.find((one) => id.endsWith(`/${one.id}`))
      return product === undefined ? null : toProduct(product, currencyOf(context).currency)
    },
    nodes: ({ ids }: { ids: readonly string[] }, context: DoubleContext) =>
      ids.map((id) => {
        const variant = shop.variant(id.slice(id.lastIndexOf('/') + 1))
        return variant === undefined ? null : toVariant(variant, currencyOf(context).currency)
      }),
    cart: ({ id }: { id: string }) => {
      const cart = shop.findCart(id)
      return cart === undefined ? null : toCart(cart)
    },
  }
  const mutation = {
    cartCreate(
      {
        input,
      }: {
        input: {
          lines?: readonly LineInput[]
          attributes?: readonly DoubleAttribute[]
          discountCodes?: readonly string[]
          note?: string
          buyerIdentity?: BuyerInput & { countryCode?: string }
        }
      },
      context: DoubleContext,
    ) {
      const { lines = [], attributes = [], discountCodes = [], note = '', buyerIdentity = {} } = input
      const errors = refusedOf(lines, ['input', 'lines'])
      if (errors.length > 0) return payload(null, errors)
      const country = buyerIdentity.countryCode ?? context.country
      const cart = shop.makeCart(currencyOf({ country }).currency)
      Object.assign(cart, { attributes, codes: discountCodes, note })
      addLines(cart, lines)
      prefer(cart, buyerIdentity)
      return payload(cart)
    },
    cartLinesAdd: ({ cartId, lines }: { cartId: string; lines: readonly LineInput[] }) =>
      change(cartId, (cart) => {
        const errors = refusedOf(lines, ['lines'])
        if (errors.length === 0) addLines(cart, lines)
        return errors
      }),
    cartLinesUpdate: ({
      cartId,
      lines,
    }: {
      cartId: string
      lines: readonly (Pick<DoubleLine, 'id'> & Partial<Pick<DoubleLine, 'quantity' | 'attributes'>>)[]
    }) =>
      change(cartId, (cart) => {
        for (const { id, quantity, attributes } of lines) {
          const line = cart.lines.find((one) => one.id === id)
          if (line === undefined)
            return [{ code: 'INVALID_MERCHANDISE_LINE', field: ['lines', '0', 'id'], message: MESSAGE }]
          if (quantity === 0) cart.lines.splice(cart.lines.indexOf(line), 1)
          else if (quantity !== undefined) line.quantity = quantity
          if (attributes !== undefined) line.attributes = attributes
        }
        return []
      }),
    cartLinesRemove: ({ cartId, lineIds }: { cartId: string; lineIds: readonly string[] }) =>
      change(cartId, (cart) => {
        cart.lines.splice(0, Infinity, ...cart.lines.filter(({ id }) => !lineIds.includes(id)))
      }),
    cartDiscountCodesUpdate: ({ cartId, discountCodes }: { cartId: string; discountCodes: string[] }) =>
      change(cartId, (cart) => {
        cart.codes = discountCodes
      }),
    cartNoteUpdate: ({ cartId, note }: { cartId: string; note: string }) =>
      change(cartId, (cart) => {
        cart.note = note
      }),
    cartAttributesUpdate: ({ cartId, attributes }: { cartId: string; attributes: DoubleAttribute[] }) =>
      change(cartId, (cart) => {
        cart.attributes = attributes
      }),
    cartBuyerIdentityUpdate: ({ cartId, buyerIdentity }: { cartId: string; buyerIdentity: BuyerInput }) =>
      change(cartId, (cart) => prefer(cart, buyerIdentity)),
  }
  return { root: { ...query, ...mutation }, refusesOutright }
}

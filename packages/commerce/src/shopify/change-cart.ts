import type { LineId } from '@tote/protocol'
import * as z from 'zod'
import type { MirroredCart } from '../commerce-adapter.ts'
import { cartAttributes, deliveryPreference, type CartChanges } from './cart-changes.ts'
import type { WantedLine } from './cart-line.ts'
import type { ShopifyContext } from './find-context.ts'
import { toRefusal } from './refusal.ts'
import type { AskShopify } from './shopify-api.ts'
import {
  cartFields,
  payloadFields,
  payloadSchema,
  type CartPayload,
  type ShopifyCart,
} from './shopify-cart.ts'

/** Lines that Shopify did not take as they were asked for. */
export type RefusedLines = readonly LineId[]

export interface ChangedCart {
  /** As it is afterwards; null where there is none. */
  readonly cart: ShopifyCart | null
  readonly refused: RefusedLines
}

const fragment = `fragment ToteCart on Cart { ${cartFields} }`
const inContext = '@inContext(country: $country, language: $language)'
const makeQuery = `mutation ToteMakeCart(
  $country: CountryCode, $language: LanguageCode, $input: CartInput!
) ${inContext} {
  made: cartCreate(input: $input) { ${payloadFields} }
}
${fragment}`
const changeQuery = `mutation ToteChangeCart(
  $country: CountryCode, $language: LanguageCode, $ref: ID!,
  $remove: [ID!]!, $isLess: Boolean!,
  $update: [CartLineUpdateInput!]!, $isOther: Boolean!,
  $add: [CartLineInput!]!, $isMore: Boolean!,
  $codes: [String!]!, $hasCodes: Boolean!,
  $note: String!, $hasNote: Boolean!,
  $buyer: CartBuyerIdentityInput!, $hasBuyer: Boolean!,
  $attributes: [AttributeInput!]!, $hasAttributes: Boolean!
) ${inContext} {
  removed: cartLinesRemove(cartId: $ref, lineIds: $remove) @include(if: $isLess) { ${payloadFields} }
  updated: cartLinesUpdate(cartId: $ref, lines: $update) @include(if: $isOther) { ${payloadFields} }
  added: cartLinesAdd(cartId: $ref, lines: $add) @include(if: $isMore) { ${payloadFields} }
  codes: cartDiscountCodesUpdate(cartId: $ref, discountCodes: $codes) @include(if: $hasCodes) { ${payloadFields} }
  note: cartNoteUpdate(cartId: $ref, note: $note) @include(if: $hasNote) { ${payloadFields} }
  buyer: cartBuyerIdentityUpdate(cartId: $ref, buyerIdentity: $buyer) @include(if: $hasBuyer) { ${payloadFields} }
  attributes: cartAttributesUpdate(cartId: $ref, attributes: $attributes) @include(if: $hasAttributes) {
    ${payloadFields}
  }
}
${fragment}`

const step = payloadSchema.nullish()
const makeSchema = z.object({ made: payloadSchema.nullable() })
const changeSchema = z.object({
  removed: step,
  updated: step,
  added: step,
  codes: step,
  note: step,
  buyer: step,
  attributes: step,
})

/** A new cart of Shopify's. It cannot be given a name of ours: one whose answer is lost stays there, and ends by itself. */
export async function makeCart(
  ask: AskShopify,
  {
    cart,
    checkoutId,
    wanted,
    context,
    signal,
  }: {
    cart: MirroredCart
    checkoutId: string | undefined
    wanted: readonly WantedLine[]
    context: ShopifyContext
    signal: AbortSignal
  },
): Promise<ChangedCart> {
  const delivery = deliveryPreference(cart)
  const { made } = await ask({
    what: 'a cart to be made',
    query: makeQuery,
    variables: {
      ...context,
      input: {
        lines: wanted.map(toLineInput),
        discountCodes: cart.codes,
        note: cart.note,
        attributes: cartAttributes([], { cart, checkoutId }),
        buyerIdentity: {
          countryCode: context.country,
          ...(delivery === null ? {} : { preferences: { delivery } }),
        },
      },
    },
    answer: makeSchema,
    signal,
  })
  return { cart: made?.cart ?? null, refused: refusedLines(made, wanted) }
}

/** Does what is to be done to a cart, in one request. */
export async function changeCart(
  ask: AskShopify,
  {
    inShop,
    changes,
    context,
    signal,
  }: { inShop: ShopifyCart; changes: CartChanges; context: ShopifyContext; signal: AbortSignal },
): Promise<ChangedCart> {
  const { remove, update, add, codes, note, delivery, attributes } = changes
  const steps = {
    isLess: remove.length > 0,
    isOther: update.length > 0,
    isMore: add.length > 0,
    hasCodes: codes !== null,
    hasNote: note !== null,
    hasBuyer: delivery !== null,
    hasAttributes: attributes !== null,
  }
  if (!Object.values(steps).includes(true)) return { cart: inShop, refused: [] }
  const done = await ask({
    what: 'a cart to be changed',
    query: changeQuery,
    variables: {
      ...context,
      ...steps,
      ref: inShop.id,
      remove,
      update: update.map(({ id, quantity, attributes: noted }) => ({ id, quantity, attributes: noted })),
      add: add.map(toLineInput),
      codes: codes ?? [],
      note: note ?? '',
      buyer: { countryCode: context.country, ...(delivery === null ? {} : { preferences: { delivery } }) },
      attributes: attributes ?? [],
    },
    answer: changeSchema,
    signal,
    // What is added again is added twice.
    isOnce: true,
  })
  const { removed, updated, added, ...others } = done
  const refused = [...refusedLines(updated, update), ...refusedLines(added, add)]
  for (const payload of Object.values(others)) refusedLines(payload, [])
  const carts = [removed, updated, added, others.codes, others.note, others.buyer, others.attributes]
  return { cart: carts.findLast((payload) => payload?.cart != null)?.cart ?? null, refused }
}

function toLineInput({ merchandiseId, quantity, attributes }: WantedLine) {
  return { merchandiseId, quantity, attributes }
}

/**
 * The lines that its errors name, of those that were asked for. Codes of discounts are none of them: what became of each
 * stands in the cart.
 * @throws ShopError for an error that names no line: then nothing is known to be done.
 */
function refusedLines(
  payload: CartPayload | null | undefined,
  asked: readonly { readonly lineId: LineId }[],
): LineId[] {
  return (payload?.userErrors ?? []).flatMap(({ code, field }) => {
    const path = field ?? []
    // It was bought in between: there is no cart in the answer, and another is made.
    if (path.includes('discountCodes') || path.join() === 'cartId') return []
    const at = Number(path[path.indexOf('lines') + 1])
    const line = path.includes('lines') ? asked[at] : undefined
    if (line !== undefined) return [line.lineId]
    throw toRefusal(
      code ?? 'without a code',
      `a cart to be changed at ${path.join('.') || 'no place it names'}`,
      undefined,
    )
  })
}

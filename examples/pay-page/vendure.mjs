/** @import { Till } from './pay.mjs' */

/** Of this tab: the order is its session's, so that a reload finds it again. */
const SESSION = 'vendure-session'

const ORDER = `fragment Bill on Order {
  code state currencyCode totalWithTax shippingWithTax
  discounts { amountWithTax }
  lines { quantity linePriceWithTax productVariant { name product { name } } }
}`
const OUTCOME = '... on Order { ...Bill } ... on ErrorResult { message }'

/**
 * Vendure's check-out over its Shop API.
 *
 * @param {{ api: string, asked: URLSearchParams }} options
 * @returns {Till}
 */
export function openVendure({ api, asked }) {
  return {
    async take() {
      const order = asked.has('proof')
        ? await takeOver()
        : (await ask('{ activeOrder { ...Bill } }')).activeOrder
      if (order === null) return null
      // The address opens this order: it stays in no history.
      history.replaceState(null, '', `?${new URLSearchParams({ back: asked.get('back') ?? '' })}`)
      // Whoever turned back from paying may choose again.
      if (order.state !== 'AddingItems') await step('transitionOrderToState(state: "AddingItems")')
      const { eligibleShippingMethods } = await ask('{ eligibleShippingMethods { id } }')
      const ids = eligibleShippingMethods.slice(0, 1).map(({ id }) => id)
      return toBill(await step('setOrderShippingMethod(shippingMethodId: $ids)', '$ids: [ID!]!', { ids }))
    },
    async pay({ name, email, street, postcode, city, country }) {
      const [firstName = name, ...rest] = name.trim().split(/\s+/)
      const customer = { firstName, lastName: rest.join(' ') || firstName, emailAddress: email }
      const address = {
        fullName: name,
        streetLine1: street,
        city,
        postalCode: postcode,
        countryCode: country,
      }
      await step('setCustomerForOrder(input: $input)', '$input: CreateCustomerInput!', { input: customer })
      await step('setOrderShippingAddress(input: $input)', '$input: CreateAddressInput!', { input: address })
      await step('transitionOrderToState(state: "ArrangingPayment")')
      const { eligiblePaymentMethods } = await ask('{ eligiblePaymentMethods { code } }')
      const input = { method: eligiblePaymentMethods[0].code, metadata: {} }
      const { code } = await step('addPaymentToOrder(input: $input)', '$input: PaymentInput!', { input })
      sessionStorage.removeItem(SESSION)
      return code
    },
  }

  async function takeOver() {
    const { takeToteCheckout } = await ask(
      `mutation ($checkoutId: String!, $expiresAtMs: Float!, $proof: String!) {
        takeToteCheckout(checkoutId: $checkoutId, expiresAtMs: $expiresAtMs, proof: $proof) { ...Bill }
      }`,
      {
        checkoutId: asked.get('id'),
        expiresAtMs: Number(asked.get('until')),
        proof: asked.get('proof'),
      },
    )
    return takeToteCheckout
  }

  /**
   * One change to the order, which is done or says why not.
   *
   * @param {string} call
   * @param {string} [variables]
   * @param {object} [values]
   */
  async function step(call, variables, values) {
    const head = variables === undefined ? 'mutation' : `mutation (${variables})`
    const { done } = await ask(`${head} { done: ${call} { ${OUTCOME} } }`, values)
    if (done.message !== undefined) throw new Error(done.message)
    return done
  }

  /**
   * @param {string} query
   * @param {object} [variables]
   */
  async function ask(query, variables = {}) {
    const session = sessionStorage.getItem(SESSION)
    const answer = await fetch(api, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(session === null ? {} : { authorization: `Bearer ${session}` }),
      },
      // A part that nobody asks for is refused.
      body: JSON.stringify({ query: query.includes('...Bill') ? query + ORDER : query, variables }),
    })
    const given = answer.headers.get('vendure-auth-token')
    if (given) sessionStorage.setItem(SESSION, given)
    const { data, errors } = await answer.json()
    if (errors !== undefined) throw new Error(errors[0].message)
    return data
  }
}

/** Two decimals of every currency, as Vendure keeps them. */
function toBill({ lines, discounts, shippingWithTax, totalWithTax, currencyCode }) {
  return {
    lines: lines.map(({ quantity, linePriceWithTax, productVariant: { name, product } }) => ({
      title: name === product.name ? name : `${product.name}, ${name}`,
      quantity,
      amount: linePriceWithTax / 100,
    })),
    discount: discounts.reduce((sum, { amountWithTax }) => sum - amountWithTax, 0) / 100,
    delivery: shippingWithTax / 100,
    total: totalWithTax / 100,
    currency: currencyCode,
  }
}

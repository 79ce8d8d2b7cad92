/** @import { Till } from './pay.mjs' */

const FIELDS = 'id,currency_code,total,item_total,discount_total,shipping_total,completed_at,*items'

/**
 * Medusa's check-out over its Store API. A cart's id is all that one needs.
 *
 * @param {{ api: string, key: string, country: string, asked: URLSearchParams }} options
 * @returns {Till}
 */
export function openMedusa({ api, key, country, asked }) {
  const cartId = encodeURIComponent(asked.get('cart') ?? '')
  const cartPath = `/store/carts/${cartId}`
  return {
    async take() {
      const { cart } = await ask(`${cartPath}?fields=${FIELDS}`)
      if (cart.completed_at !== null || cart.items.length === 0) return null
      // What can be sent where is told for a country.
      await ask(cartPath, { shipping_address: { country_code: country.toLowerCase() } })
      const { shipping_options } = await ask(`/store/shipping-options?cart_id=${cartId}`)
      await ask(`${cartPath}/shipping-methods`, { option_id: shipping_options[0].id })
      return toBill((await ask(`${cartPath}?fields=${FIELDS}`)).cart)
    },
    async pay({ name, email, street, postcode, city }) {
      const [first = name, ...rest] = name.trim().split(/\s+/)
      await ask(cartPath, {
        email,
        shipping_address: {
          first_name: first,
          last_name: rest.join(' ') || first,
          address_1: street,
          city,
          postal_code: postcode,
          country_code: country.toLowerCase(),
        },
      })
      const { payment_collection } = await ask('/store/payment-collections', { cart_id: asked.get('cart') })
      await ask(`/store/payment-collections/${payment_collection.id}/payment-sessions`, {
        provider_id: 'pp_system_default',
      })
      const { order, error } = await ask(`${cartPath}/complete`, {})
      if (order === undefined) throw new Error(error?.message ?? 'it was not completed')
      return String(order.display_id)
    },
  }

  /**
   * @param {string} path
   * @param {object} [body] Posted; without it the path is read.
   */
  async function ask(path, body) {
    const answer = await fetch(api + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', 'x-publishable-api-key': key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const content = await answer.json()
    if (!answer.ok) throw new Error(content.message)
    return content
  }
}

function toBill({ items, item_total, discount_total, shipping_total, total, currency_code }) {
  return {
    lines: items.map(({ product_title, variant_title, quantity, unit_price }) => ({
      title: variant_title === product_title ? product_title : `${product_title}, ${variant_title}`,
      quantity,
      amount: unit_price * quantity,
    })),
    discount: discount_total,
    delivery: shipping_total,
    total: total ?? item_total + shipping_total,
    currency: currency_code.toUpperCase(),
  }
}

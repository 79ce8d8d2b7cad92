const {
  addToCartWorkflow,
  createCartWorkflow,
  deleteLineItemsWorkflow,
  updateCartPromotionsWorkflow,
  updateCartWorkflow,
  updateLineItemInCartWorkflow,
} = require('@medusajs/medusa/core-flows')
const {
  ContainerRegistrationKeys,
  getVariantAvailability,
  Modules,
  QueryContext,
} = require('@medusajs/framework/utils')
const { fingerprint } = require('./fingerprint.js')
const { readCart } = require('./read-cart.js')

/** Longer than twenty mirrors of one cart take one after the other. */
const WAIT_S = 30

/**
 * Makes the cart that is named by Tote's hold these lines, no more and no less: one after the other for one cart, on every
 * node that shares the locking module's provider.
 */
exports.mirrorCart = (container, input) =>
  container
    .resolve(Modules.LOCKING)
    .execute(`tote-cart:${input.cart}`, () => mirror(container, input), { timeout: WAIT_S })

async function mirror(container, input) {
  const run = async (workflow, given) => (await workflow(container).run({ input: given })).result
  const { id, metadata } = (await findCart(container, input.cart)) ?? (await makeCart(container, run, input))
  const isPickupKnown = await isLocation(container, input.pickup)
  const answer = { gone: [], refused_codes: [], is_pickup_known: isPickupKnown, is_late: false }
  // What comes late changes nothing any more: a later one of the hub's is here already.
  if ((input.rev ?? Infinity) < (metadata?.tote_rev ?? -Infinity))
    return { ...answer, is_late: true, cart: await readCart(container, id) }
  const { region_id } = await readCart(container, id)
  if (region_id !== input.region_id) await run(updateCartWorkflow, { id, region_id: input.region_id })
  answer.gone = await setLines(container, run, id, input.lines)
  answer.refused_codes = await setCodes(container, run, id, input.codes)
  const { items } = await readCart(container, id)
  await run(updateCartWorkflow, {
    id,
    metadata: {
      ...metadata,
      tote_cart: input.cart,
      tote_rev: input.rev ?? metadata?.tote_rev,
      tote_note: input.note,
      tote_pickup: isPickupKnown ? input.pickup : null,
      // By this a change that was made here is told from one of the hub's.
      tote_lines: fingerprint(items),
    },
  })
  return { ...answer, cart: await readCart(container, id) }
}

/** The cart of this name that was not bought yet. */
async function findCart(container, cart) {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'cart',
    fields: ['id', 'metadata'],
    filters: { metadata: { tote_cart: cart }, completed_at: null },
  })
  return data[0]
}

async function makeCart(container, run, { cart, region_id, publishable_key }) {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'api_key',
    fields: ['sales_channels_link.sales_channel_id'],
    filters: { token: publishable_key, type: 'publishable' },
  })
  const sales_channel_id = data[0]?.sales_channels_link?.[0]?.sales_channel_id
  return run(createCartWorkflow, { region_id, sales_channel_id, metadata: { tote_cart: cart } })
}

async function isLocation(container, id) {
  if (id == null) return true
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'stock_location', fields: ['id'], filters: { id } })
  return data.length > 0
}

/** @returns The lines that are not on sale here. */
async function setLines(container, run, cartId, lines) {
  const cart = await readCart(container, cartId)
  const allowed = await clamp(container, cart, lines)
  const wanted = new Map(lines.map((line) => [line.line, line]))
  const staying = new Map()
  const surplus = []
  for (const item of cart.items) {
    const line = wanted.get(item.metadata?.tote_line)
    const stays = line?.variant_id === item.variant_id && allowed.get(line.line) > 0
    if (stays) staying.set(line.line, item)
    else surplus.push(item.id)
  }
  if (surplus.length > 0) await run(deleteLineItemsWorkflow, { cart_id: cartId, ids: surplus })
  for (const line of lines) {
    const quantity = allowed.get(line.line) ?? 0
    const metadata = toMetadata(line)
    const item = staying.get(line.line)
    if (quantity === 0) continue
    if (item === undefined)
      await run(addToCartWorkflow, {
        cart_id: cartId,
        items: [{ variant_id: line.variant_id, quantity, metadata }],
      })
    else
      await run(updateLineItemInCartWorkflow, {
        cart_id: cartId,
        item_id: item.id,
        update: { quantity, metadata },
      })
  }
  return lines.filter(({ line }) => !allowed.has(line)).map(({ line }) => line)
}

/** How many of each line can be had; a line that is not on sale here is not in it. Medusa itself takes all of a line or none. */
async function clamp(container, cart, lines) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const ids = [...new Set(lines.map(({ variant_id }) => variant_id))]
  if (ids.length === 0) return new Map()
  const { data: variants } = await query.graph({
    entity: 'variant',
    fields: ['id', 'manage_inventory', 'allow_backorder', 'product.status', 'calculated_price.*'],
    filters: { id: ids },
    context: {
      calculated_price: QueryContext({ region_id: cart.region_id, currency_code: cart.currency_code }),
    },
  })
  const stock = await getVariantAvailability(query, {
    variant_ids: ids,
    sales_channel_id: cart.sales_channel_id,
  })
  const left = new Map()
  for (const { id, manage_inventory, allow_backorder, product, calculated_price } of variants)
    if (product?.status === 'published' && calculated_price?.calculated_amount != null)
      left.set(
        id,
        manage_inventory && !allow_backorder ? Math.max(0, stock[id]?.availability ?? 0) : Infinity,
      )
  const allowed = new Map()
  for (const { line, variant_id, quantity } of lines) {
    if (!left.has(variant_id)) continue
    const taken = Math.min(quantity, left.get(variant_id))
    left.set(variant_id, left.get(variant_id) - taken)
    allowed.set(line, taken)
  }
  return allowed
}

/** @returns The codes that do not count. */
async function setCodes(container, run, cartId, codes) {
  const held = async () => (await readCart(container, cartId)).promotions.map(({ code }) => code)
  const change = (action, promo_codes) =>
    run(updateCartPromotionsWorkflow, { cart_id: cartId, promo_codes, action })
  const surplus = (await held()).filter((code) => !codes.includes(code))
  if (surplus.length > 0) await change('remove', surplus)
  for (const code of codes)
    try {
      await change('add', [code])
    } catch (error) {
      // Medusa throws for a code it does not know; for one whose rules are not met it says nothing.
      if (error?.type !== 'invalid_data' && error?.type !== 'not_found') throw error
    }
  const now = await held()
  return codes.filter((code) => !now.includes(code))
}

function toMetadata({ line, attributes, receipt, is_sent }) {
  return {
    tote_line: line,
    tote_attributes: attributes ?? null,
    tote_receipt: receipt ?? null,
    tote_sent: is_sent ?? null,
  }
}

const { ContainerRegistrationKeys } = require('@medusajs/framework/utils')

const FIELDS = [
  'id',
  'currency_code',
  'region_id',
  'sales_channel_id',
  'completed_at',
  'metadata',
  'item_total',
  'promotions.code',
  'items.id',
  'items.variant_id',
  'items.quantity',
  'items.unit_price',
  'items.is_tax_inclusive',
  'items.metadata',
  'items.total',
  'items.tax_total',
]

/** A cart with its totals as they are now. */
exports.readCart = async (container, id) => {
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'cart', fields: FIELDS, filters: { id } })
  const [cart] = data
  return { ...cart, items: cart.items ?? [], promotions: cart.promotions ?? [] }
}

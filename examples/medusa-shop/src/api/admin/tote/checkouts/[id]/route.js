const { ContainerRegistrationKeys } = require('@medusajs/framework/utils')

const FIELDS = [
  'id',
  'display_id',
  'currency_code',
  'total',
  'created_at',
  'metadata',
  'items.id',
  'items.variant_id',
  'items.quantity',
  'items.total',
  'items.tax_total',
  'items.unit_price',
  'items.is_tax_inclusive',
  'items.metadata',
  'payment_collections.payments.refunds.*',
]

/** The order that came of a check-out; null while there is none. */
exports.GET = async (req, res) => {
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: 'order',
    fields: FIELDS,
    filters: { metadata: { tote_checkout: req.params.id } },
  })
  res.json({ order: data[0] ?? null })
}

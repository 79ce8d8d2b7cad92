const { ContainerRegistrationKeys } = require('@medusajs/framework/utils')
const { postNews } = require('../tote/post-news.js')

/** Levels and reservations are of inventory items; the hub knows variants. */
exports.default = async ({ event, container }) => {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const entity = event.name.startsWith('reservation') ? 'reservation' : 'inventory_level'
  const { data } = await query.graph({
    entity,
    fields: ['inventory_item_id'],
    filters: { id: event.data.id },
    withDeleted: true,
  })
  const items = data.map(({ inventory_item_id }) => inventory_item_id)
  if (items.length === 0) return
  const { data: links } = await query.graph({
    entity: 'product_variant_inventory_items',
    fields: ['variant_id'],
    filters: { inventory_item_id: items },
  })
  const variantIds = [...new Set(links.map(({ variant_id }) => variant_id))]
  if (variantIds.length > 0) postNews(container, 'stock.changed', { variantIds })
}
exports.config = {
  event: [
    'inventory-level.created',
    'inventory-level.updated',
    'inventory-level.deleted',
    'reservation-item.created',
    'reservation-item.updated',
    'reservation-item.deleted',
  ],
}

const { ContainerRegistrationKeys } = require('@medusajs/framework/utils')
const { postNews } = require('../tote/post-news.js')

exports.default = async ({ event, container }) => {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: 'payment',
    fields: ['id', 'payment_collection.order.metadata'],
    filters: { id: event.data.id },
  })
  const checkoutId = data[0]?.payment_collection?.order?.metadata?.tote_checkout
  if (checkoutId) postNews(container, 'payment.refunded', { checkoutId, paymentId: event.data.id })
}
exports.config = { event: 'payment.refunded' }

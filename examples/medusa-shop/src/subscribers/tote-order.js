const { ContainerRegistrationKeys } = require('@medusajs/framework/utils')
const { postNews } = require('../tote/post-news.js')

exports.default = async ({ event, container }) => {
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'order', fields: ['id', 'metadata'], filters: { id: event.data.id } })
  const checkoutId = data[0]?.metadata?.tote_checkout
  if (checkoutId) postNews(container, 'order.placed', { checkoutId })
}
exports.config = { event: 'order.placed' }

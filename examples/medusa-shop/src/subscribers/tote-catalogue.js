const { postNews } = require('../tote/post-news.js')

exports.default = async ({ container }) => postNews(container, 'catalogue.changed', {})
exports.config = {
  event: [
    'product.created',
    'product.updated',
    'product.deleted',
    'product-variant.created',
    'product-variant.updated',
    'product-variant.deleted',
  ],
}

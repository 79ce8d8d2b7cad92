const { Modules } = require('@medusajs/framework/utils')
const { fingerprint } = require('../tote/fingerprint.js')
const { postNews } = require('../tote/post-news.js')
const { readCart } = require('../tote/read-cart.js')

/** What a shopper changed in the shop. What the hub itself changed is in the cart as the hub left it. */
exports.default = async ({ event, container }) => {
  const { id, metadata } = await readCart(container, event.data.id)
  if (!metadata?.tote_cart) return
  // A mirror changes it in several steps: it is looked at once that is done.
  const cart = await container
    .resolve(Modules.LOCKING)
    .execute(`tote-cart:${metadata.tote_cart}`, () => readCart(container, id), { timeout: 60 })
  if (cart.completed_at === null && fingerprint(cart.items) !== cart.metadata.tote_lines)
    postNews(container, 'cart.changed', { cartId: id })
}
exports.config = { event: 'cart.updated' }

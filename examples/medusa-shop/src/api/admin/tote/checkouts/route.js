const { updateCartWorkflow } = require('@medusajs/medusa/core-flows')
const { readCart } = require('../../../../tote/read-cart.js')

/** The cart is that of a check-out from now on; its order will be too, for Medusa copies what is noted on a cart. */
exports.POST = async (req, res) => {
  const { cart_id: id, checkout } = req.body
  const { metadata } = await readCart(req.scope, id)
  await updateCartWorkflow(req.scope).run({
    input: { id, metadata: { ...metadata, tote_checkout: checkout } },
  })
  res.json({ id })
}

const { mirrorCart } = require('../../../../tote/mirror-cart.js')

/** Asked by the hub with a secret API key, as everything below /admin. */
exports.POST = async (req, res) => {
  res.json(await mirrorCart(req.scope, req.body))
}

const { createHmac } = require('node:crypto')

/** Headers of a Standard Webhooks message, signed by each secret (`whsec_` and base64). */
exports.signedHeaders = (id, body, secrets) => {
  const second = Math.floor(Date.now() / 1000)
  const sign = (secret) =>
    createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(`${id}.${second}.${body}`)
      .digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(second),
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
  }
}

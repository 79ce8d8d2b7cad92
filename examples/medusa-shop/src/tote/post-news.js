const { randomUUID } = require('node:crypto')
const { setTimeout: sleep } = require('node:timers/promises')
const { signedHeaders } = require('./signature.js')

const TIMEOUT_MS = 15_000
/** An hour altogether. What a restart of the shop loses the hub finds by asking: it reads catalogue and orders in any case. */
const WAITS_MS = [1, 5, 30, 60, 300, 900, 2400].map((seconds) => seconds * 1000)

/** Tells the hub what changed; it reads what it is now. Never fails what it was told for. */
exports.postNews = (container, type, data) => {
  void send(randomUUID(), JSON.stringify({ type, data })).catch((error) =>
    container.resolve('logger').error(`The hub was not told of ${type}: ${error.message}`),
  )
}

async function send(id, body) {
  const { TOTE_NEWS_URL: url, TOTE_SECRETS: secrets } = process.env
  for (const waitMs of [...WAITS_MS, null])
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signedHeaders(id, body, secrets.split(' ')) },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (response.ok) return
      throw new Error(`it answered ${response.status}`)
    } catch (error) {
      if (waitMs === null) throw error
      await sleep(waitMs, undefined, { ref: false })
    }
}

import { createHmac } from 'node:crypto'

export interface WebhookMessage {
  /** The same at every try. */
  readonly id: string
  /** Of this try. */
  readonly atMs: number
  readonly body: string
}

/**
 * Headers of a Standard Webhooks message: a signature by each secret, so that a receiver that knows the old
 * or the new one takes it.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookHeaders(
  { id, atMs, body }: WebhookMessage,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'content-type': 'application/json',
    'user-agent': 'tote-hub',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}

const SECRET_PREFIX = 'whsec_'

import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SignedMessage {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly atMs: number
  readonly body: string
}

/** The specification's own advice: clocks may differ, a message that was overheard is soon worth nothing. */
const TOLERANCE_MS = 5 * 60_000
const PREFIX = 'whsec_'

/**
 * Headers of a Standard Webhooks message: a signature by each secret, so that a receiver that knows the old or the new one
 * takes it.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  { id, atMs, body }: SignedMessage,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${mac(secret, `${id}.${timestamp}.${body}`)}`).join(' '),
  }
}

/** Whether one of the secrets signed this body, at a time that is not far from now. Header names are in lower case. */
export function isSigned(
  {
    headers,
    body,
    receivedAtMs,
  }: {
    readonly headers: Readonly<Record<string, string | undefined>>
    readonly body: string
    readonly receivedAtMs: number
  },
  secrets: readonly string[],
): boolean {
  const id = headers['webhook-id'] ?? ''
  const timestamp = headers['webhook-timestamp'] ?? ''
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(receivedAtMs - Number(timestamp) * 1000) > TOLERANCE_MS) return false
  const given = (headers['webhook-signature'] ?? '').split(' ').flatMap((one) => {
    const [version, signature] = one.split(',')
    return version === 'v1' && signature !== undefined ? [signature] : []
  })
  return secrets.some((secret) => {
    const expected = mac(secret, `${id}.${timestamp}.${body}`)
    return given.some((signature) => isSame(signature, expected))
  })
}

function mac(secret: string, content: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  return createHmac('sha256', key).update(content).digest('base64')
}

/** In a time that does not tell how much of it was right. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

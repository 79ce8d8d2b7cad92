import { pino, type DestinationStream, type Logger } from 'pino'

/** Fields that hold a secret, or what a shopper wrote or is called, wherever they stand in what is logged. */
const SECRET_FIELDS = [
  'grant',
  'proof',
  'ticket',
  'pending',
  'token',
  'hostKey',
  'associateKey',
  'apiKey',
  'secretKey',
  'channelToken',
  'adminToken',
  'storefrontToken',
  'consumerKey',
  'consumerSecret',
  'secret',
  'secrets',
  'password',
  'cookie',
  'authorization',
  'connectionString',
  'jwk',
  'text',
  'note',
  'attrs',
  'attributes',
  'subject',
] as const
/** How deep they are looked for: a message of ours is not deeper. */
const DEPTH = 4

/**
 * Secrets as they are written, in whatever text they stand: an error's message, an address. What follows the
 * first letters is left out; the letters stay, so that one can see what it was.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(tg|tt|tp|tc|tf|tfw|th|tk|tr|trs|tu|hk|hs|ak)_[A-Za-z0-9_-]{8,}/g, '$1_[redacted]'],
  // As the shops' platforms give them: Medusa, Shopify, WooCommerce.
  [/\b(sk|shpat|shpss|ck|cs)_[A-Za-z0-9_-]{8,}/g, '$1_[redacted]'],
  [/\bwhsec_[A-Za-z0-9+/=]{8,}/g, 'whsec_[redacted]'],
  [/\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, '[redacted jwt]'],
  [/(\w+:\/\/[^\s:/@"]*):[^\s@"]+@/g, '$1:[redacted]@'],
]

/** The hub's log: JSON, a line each, without a secret or a shopper's word in it. */
export function createLog({ level, stream }: { level: string; stream: DestinationStream }): Logger {
  return pino(
    {
      level,
      redact: { paths: SECRET_FIELDS.flatMap(pathsOf), censor: '[redacted]' },
      hooks: { streamWrite: withoutSecrets },
    },
    stream,
  )
}

function withoutSecrets(line: string): string {
  return SECRETS.reduce((text, [secret, instead]) => text.replace(secret, instead), line)
}

function pathsOf(field: string): string[] {
  return Array.from({ length: DEPTH }, (_, depth) => `${'*.'.repeat(depth)}${field}`)
}

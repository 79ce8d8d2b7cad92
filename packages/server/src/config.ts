import { isIP } from 'node:net'
import { limits } from '@tote/protocol'
import * as z from 'zod'

const text = z.string().min(1)
const port = z.coerce.number().int().min(0).max(65_535)
const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin)
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true')
/** `20/100`: so many a second, and so many at once. */
const rate = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,3})?\/\d{1,7}$/, 'must be so many a second, a slash, and so many at once')
  .transform((value) => {
    const [perSecond = 0, burst = 0] = value.split('/').map(Number)
    return { perSecond, burst }
  })
  .refine(({ perSecond, burst }) => perSecond > 0 && burst >= 1, 'must let at least one through')
const ranges = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((range) => range.trim())
      .filter(Boolean),
  )
  .refine((all) => all.every(isRange), 'must be addresses or ranges such as 10.0.0.0/8, separated by commas')
const paths = z.string().transform((value) =>
  value
    .split(',')
    .map((path) => path.trim())
    .filter(Boolean),
)

/** Every setting of the hub. `docs/reference/configuration.md` is held against this table by a test. */
export const settings = {
  TOTE_DATABASE_URL: {
    schema: z
      .string()
      .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)/)
      .default('sqlite:./tote.db'),
    about: 'Where everything is kept: `sqlite:` and a path, `sqlite::memory:`, or a `postgres:` URL.',
    example: 'sqlite:/var/lib/tote/tote.db',
  },
  TOTE_DATABASE_POOL: {
    // As many as one node's batches use at once without crowding other nodes out of the server's hundred.
    schema: z.coerce.number().int().min(2).max(100).default(15),
    about: 'Connections to PostgreSQL that one hub holds at most.',
    example: '15',
  },
  TOTE_REDIS_URL: {
    schema: z
      .string()
      .regex(/^rediss?:\/\/.+/)
      .optional(),
    about: 'Redis over which several nodes tell each other that something moved. Without it: one node.',
    example: 'redis://127.0.0.1:6379',
  },
  TOTE_NODE: {
    schema: z
      .string()
      .regex(/^[\w.-]{1,64}$/)
      .optional(),
    about: 'Name of this node in logs and in the hello to clients, which see it. Without it: `hub`.',
    example: 'hub-1',
  },
  TOTE_KEEP_DAYS: {
    // Well above the week that a page's unsent operations keep: none of them can meet a forgotten verdict.
    schema: z.coerce.number().int().min(10).default(30),
    about:
      "Days that verdicts, closed pages, what was met in shows and unknown shoppers' carts are kept after their last use.",
    example: '30',
  },
  TOTE_HOST: {
    schema: text.default('127.0.0.1'),
    about: 'Address to listen on.',
    example: '127.0.0.1',
  },
  TOTE_PORT: { schema: port.default(4100), about: 'Port to listen on; 0 takes a free one.', example: '4100' },
  TOTE_ADMIN_HOST: {
    schema: text.default('127.0.0.1'),
    about: 'Address for the metrics. They tell about the business: not one that the world reaches.',
    example: '127.0.0.1',
  },
  TOTE_ADMIN_PORT: {
    // None by default: two hubs on one machine would ask for the same.
    schema: port.optional(),
    about: 'Port for `/metrics`; 0 takes a free one. Without it there are none.',
    example: '4101',
  },
  TOTE_OTLP_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    about: 'OpenTelemetry collector that gets traces over OTLP/HTTP. Without it nothing is traced.',
    example: 'http://127.0.0.1:4318',
  },
  TOTE_DRAIN_WAIT_MS: {
    // A proxy that asks every two seconds has seen twice that this node is not ready.
    schema: z.coerce.number().int().min(0).max(60_000).default(5000),
    about: 'How long a node among others goes on after SIGTERM, so that proxies see it leave.',
    example: '5000',
  },
  TOTE_DRAIN_WINDOW_MS: {
    // 167 a second: what the other nodes take beside their own work.
    schema: z.coerce.number().int().min(0).max(600_000).default(60_000),
    about: 'Over how long 10,000 sockets are sent to other nodes; fewer take less, at least a second.',
    example: '60000',
  },
  TOTE_PUBLIC_URL: {
    schema: origin.optional(),
    about: "The hub's own origin as browsers see it. Without it: `http://localhost` and the port.",
    example: 'https://hub.example.com',
  },
  TOTE_TENANTS: {
    schema: paths.default([]),
    about: 'Tenant files to apply at start, separated by commas.',
    example: './tenants/maison.json',
  },
  TOTE_MEDIA_DIR: {
    schema: text.optional(),
    about: 'Folder of HLS assets to serve under `/media`. In production a CDN does this.',
    example: './media',
  },
  TOTE_EMBED_DIR: {
    schema: text.optional(),
    about: 'Folder of the built embed, served under `/embed`; its isolated mount at `/frame`.',
    example: './node_modules/@tote/embed/dist',
  },
  TOTE_CONSOLE_DIR: {
    schema: text.optional(),
    about: 'Folder of the built console, served under `/console`.',
    example: './console/dist',
  },
  TOTE_WINDOW_DIR: {
    schema: text.optional(),
    about: 'Folder of the built hub windows, served at `/continue`, `/adopt` and `/where`.',
    example: './window/dist',
  },
  TOTE_LOG_LEVEL: {
    schema: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
    about: 'Least level that is logged.',
    example: 'info',
  },
  TOTE_WEBHOOK_LOOPBACK: {
    // An address on this machine is a way into it: nothing a tenant file may ask for in production.
    schema: flag,
    about: 'Whether webhooks may lead to this machine, and there without https. For development.',
    example: 'true',
  },
  TOTE_TRUSTED_PROXIES: {
    // Nobody: else anyone could say to be anyone, and the limits by address were worth nothing.
    schema: ranges.default([]),
    about:
      'Addresses or ranges of the proxies in front: of them alone `X-Forwarded-For` and `-Proto` are believed.',
    example: '10.0.0.0/8,fd00::/8',
  },
  TOTE_MUTATION_RATE: {
    // Faster than any hand. Two whole batches at once, a page's own and one it adopted from a dead page: with
    // less than one batch of burst, a long offline queue would never be taken.
    schema: rate.default({ perSecond: 20, burst: 100 }).refine(({ burst }) => burst >= limits.maxBatch, {
      message: `must let a batch of ${limits.maxBatch} through at once`,
    }),
    about: 'Cart operations of one place: so many a second, and so many at once.',
    example: '20/100',
  },
  TOTE_SYNC_RATE: {
    // One a connection, and one a gap; ten at once for a page that lost several deltas in a tunnel.
    schema: rate.default({ perSecond: 2, burst: 10 }),
    about: 'Questions of one place for its whole cart.',
    example: '2/10',
  },
  TOTE_TENANT_RATE: {
    // A sale with 100,000 shoppers adds a few hundred a second: above it is one tenant that starves the others.
    schema: rate.default({ perSecond: 2000, burst: 4000 }),
    about: 'Cart operations of all places of one tenant, on this node.',
    example: '2000/4000',
  },
  TOTE_JOIN_RATE: {
    // A node that dies leaves its sockets to the others: they take them over some seconds instead of all at once.
    schema: rate.default({ perSecond: 300, burst: 600 }),
    about:
      'Sockets opened and journeys begun or resumed on this node; who does not fit is told when to come again.',
    example: '300/600',
  },
  TOTE_RECHECK_MS: {
    // Thrice within a grant's life: the word of the node where a place was revoked can be lost.
    schema: z.coerce.number().int().min(10).default(300_000),
    about: 'How often open sockets are held against the places that were revoked, in milliseconds.',
    example: '300000',
  },
  TOTE_RECEIPT_SECRETS: {
    // Less than 256 bits would be the weakest part of the signature that is made of it.
    schema: paths
      .refine((all) => all.every((secret) => secret.length >= 32), {
        message: 'each must be 32 characters at least, such as of: openssl rand -base64 32',
      })
      .default([]),
    about:
      'Secrets that the keys of receipts are made of, separated by commas: the first signs, the others were it before. Without them: one that the database keeps.',
    example: 'Zm9yIGV4YW1wbGUgb25seSwgbm90IGZvciB1c2Uh',
  },
  TOTE_ADDRESS_RATE: {
    schema: rate.optional(),
    about:
      'Sockets opened from one address. Without it: a tenth of `TOTE_CONNECTIONS_PER_ADDRESS` in ten seconds.',
    example: '3/30',
  },
  TOTE_CONNECTIONS_PER_ADDRESS: {
    // Mobile carriers put many shoppers behind one address.
    schema: z.coerce.number().int().min(1).default(300),
    about: 'Open sockets one network address may hold.',
    example: '300',
  },
  TOTE_CHAT_RATE: {
    // One in a second and a half is as fast as one types; an afterthought and a correction need no waiting.
    schema: rate.default({ perSecond: 0.67, burst: 3 }),
    about: 'Chat messages of one place.',
    example: '0.67/3',
  },
  TOTE_REACTION_RATE: {
    // Told in sums twice a second: more of one person's would be noise.
    schema: rate.default({ perSecond: 1, burst: 1 }),
    about: 'Reactions of one place.',
    example: '1/1',
  },
  TOTE_UNREAD_BYTES: {
    // A viewer's tick is about a kilobyte: one who leaves a thousand of them unread is not following.
    schema: z.coerce.number().int().min(65_536).default(1_000_000),
    about: 'Bytes a socket may leave unread; beyond that it is closed, and catches up when it comes back.',
    example: '1000000',
  },
  TOTE_UNREAD_PACKETS: {
    // Fifty seconds of ticks, longer than a ping goes unanswered.
    schema: z.coerce.number().int().min(10).default(500),
    about: 'Packets a socket may leave unread; beyond that it is closed, and catches up when it comes back.',
    example: '500',
  },
} as const

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

type Settings = typeof settings
export type Config = { readonly [Name in keyof Settings]: z.infer<Settings[Name]['schema']> }

/** A setting that cannot be used. The message names the variable, what it got and what would do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** @throws ConfigError naming every variable at fault. Variables that start TOTE_ and are unknown are at fault too. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const problems: string[] = []
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('TOTE_') && !Object.hasOwn(settings, name),
  )
  for (const name of unknown)
    problems.push(`${name} is not a setting of the hub. Known: ${Object.keys(settings).join(', ')}.`)
  const values: Record<string, unknown> = {}
  for (const [name, { schema, example }] of Object.entries(settings)) {
    const given = environment[name] === '' ? undefined : environment[name]
    const parsed = schema.safeParse(given)
    if (parsed.success) values[name] = parsed.data
    else
      problems.push(
        `${name} cannot be ${name.endsWith('_SECRETS') ? 'what it is' : JSON.stringify(given)}: ${parsed.error.issues[0]?.message}. Example: ${name}=${example}`,
      )
  }
  if (values['TOTE_REDIS_URL'] !== undefined && String(values['TOTE_DATABASE_URL']).startsWith('sqlite:'))
    problems.push(
      'TOTE_REDIS_URL is for several nodes, and several nodes cannot share a SQLite file. Give them one PostgreSQL (TOTE_DATABASE_URL=postgres://…), or take TOTE_REDIS_URL away.',
    )
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  // Each value came from the schema of its own name.
  return values as Config
}

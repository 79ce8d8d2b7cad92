import { publishableKeySchema, showIdSchema } from '@tote/protocol'
import * as z from 'zod'
import { UsageError } from '../command.ts'
import { readArgs } from '../read-args.ts'
import type { SimulationOptions } from './simulation.ts'

export interface SimulateOptions {
  readonly simulation: SimulationOptions
  readonly seconds: number
  /** Where the summary goes as a line of JSON. */
  readonly json: string | undefined
}

export const simulateHelp = `tote simulate --hub URL --key pk_… --origin ORIGIN --show ID [options]

Shoppers and viewers of one show, on a running hub, with a table that lives. They speak the real protocol:
journeys opened with proofs, handshakes, the show's log, positions each 5 s, numbered operations sent again
under their own names after a loss, and a real client's back-off. At the end every cart is compared with what
the hub said yes to.

  --hub URL                    a node, as this machine reaches it; again for more nodes
  --public-url URL             the hub's own origin, where it is another than --hub
  --key, --origin, --show      a tenant's publishable key, one of its channels, a live show of it
  --host-key hk_…              posts cues through the console, and times them to every viewer
  --viewers N                  who only watch (100)
  --shoppers N                 who buy, with two devices each (20)
  --mutations-per-second R     over all shoppers; one of them does at most 20 (10)
  --cues-per-second R          with a host key (0.5)
  --stalled SHARE              of the viewers, such as 5%: stop reading, and again when they are back (0)
  --ramp SECONDS               over which they come (10)
  --for SECONDS                from when all are there (60); at most 3600
  --viewers-per-journey N      25: one key, and a journey for this many, so that thousands open in seconds;
                               1 costs the hub what real viewers do
  --addresses N                loopback addresses they come from, each with its own limits (200); elsewhere there
                               is one, and TOTE_CONNECTIONS_PER_ADDRESS has to let it
  --json FILE                  the summary as a line of JSON
  --yes-i-own-this-hub         needed for every hub that is not on this machine's loopback
`

const count = (most: number) => z.coerce.number().int().min(0).max(most)
const share = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3})?%?$/, 'must be a share such as 5% or 0.05')
  .transform((text) => (text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text)))
  .refine((value) => value <= 1, 'must be at most 100%')
const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin)

const schema = z.object({
  hub: z.array(origin).min(1),
  'public-url': origin.optional(),
  key: publishableKeySchema,
  origin,
  show: showIdSchema,
  'host-key': z.string().optional(),
  // Bounds: what one process can hold, and no more than a trial needs.
  viewers: count(20_000).default(100),
  shoppers: count(5000).default(20),
  'mutations-per-second': z.coerce.number().min(0).max(5000).default(10),
  'cues-per-second': z.coerce.number().min(0).max(20).default(0.5),
  stalled: share.default(0),
  ramp: z.coerce.number().min(0).max(600).default(10),
  for: z.coerce.number().min(1).max(3600).default(60),
  'viewers-per-journey': z.coerce.number().int().min(1).max(1000).default(25),
  // 127.0.0.2 and up.
  addresses: count(250).default(200),
  json: z.string().optional(),
})

const text = { type: 'string' } as const
const optionTable = {
  hub: { type: 'string', multiple: true },
  'public-url': text,
  key: text,
  origin: text,
  show: text,
  'host-key': text,
  viewers: text,
  shoppers: text,
  'mutations-per-second': text,
  'cues-per-second': text,
  stalled: text,
  ramp: text,
  for: text,
  'viewers-per-journey': text,
  addresses: text,
  json: text,
  'yes-i-own-this-hub': { type: 'boolean' },
} as const

/** @throws UsageError naming every option at fault, or that the hub is somebody's. */
export function parseSimulateOptions(args: readonly string[]): SimulateOptions {
  const { 'yes-i-own-this-hub': isOwned, ...given } = readArgs(args, {
    name: 'simulate',
    options: optionTable,
  }).values
  const parsed = schema.safeParse(given)
  if (!parsed.success)
    throw new UsageError(
      parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
    )
  const { hub, ...options } = parsed.data
  const stranger = hub.find((url) => !isLoopback(url))
  if (stranger !== undefined && isOwned !== true)
    throw new UsageError(
      `${stranger} is not on this machine. A load on somebody else's hub is an attack: say --yes-i-own-this-hub if it is yours.`,
    )
  const [first = ''] = hub
  return {
    seconds: options.for,
    json: options.json,
    simulation: {
      hubs: hub,
      publicUrl: options['public-url'] ?? first,
      key: options.key,
      origin: options.origin,
      showId: options.show,
      hostKey: options['host-key'],
      viewers: options.viewers,
      shoppers: options.shoppers,
      mutationsPerSecond: options['mutations-per-second'],
      cuesPerSecond: options['cues-per-second'],
      stalledShare: options.stalled,
      rampMs: options.ramp * 1000,
      addresses: stranger === undefined ? options.addresses : 0,
      viewersPerJourney: options['viewers-per-journey'],
    },
  }
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

import * as z from 'zod'

const text = z.string().min(1)
const port = z.coerce.number().int().min(0).max(65_535)
const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin)
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
      .regex(/^sqlite:.+/)
      .default('sqlite:./tote.db'),
    about: 'Where everything is kept: `sqlite:` and a path, or `sqlite::memory:`.',
    example: 'sqlite:/var/lib/tote/tote.db',
  },
  TOTE_HOST: {
    schema: text.default('127.0.0.1'),
    about: 'Address to listen on.',
    example: '127.0.0.1',
  },
  TOTE_PORT: { schema: port.default(4100), about: 'Port to listen on; 0 takes a free one.', example: '4100' },
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
    about: 'Folder of the built embed, served under `/embed`.',
    example: './node_modules/@tote/embed/dist',
  },
  TOTE_CONSOLE_DIR: {
    schema: text.optional(),
    about: 'Folder of the built console, served under `/console`.',
    example: './console/dist',
  },
  TOTE_LOG_LEVEL: {
    schema: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
    about: 'Least level that is logged.',
    example: 'info',
  },
  TOTE_CONNECTIONS_PER_ADDRESS: {
    // Mobile carriers put many shoppers behind one address.
    schema: z.coerce.number().int().min(1).default(300),
    about: 'Open sockets one network address may hold.',
    example: '300',
  },
} as const

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
        `${name} cannot be ${JSON.stringify(given)}: ${parsed.error.issues[0]?.message}. Example: ${name}=${example}`,
      )
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  // Each value came from the schema of its own name.
  return values as Config
}

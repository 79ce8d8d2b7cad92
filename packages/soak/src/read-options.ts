import { parseArgs, type ParseArgsConfig, type ParseArgsOptionDescriptor } from 'node:util'

type Options = Readonly<Record<string, ParseArgsOptionDescriptor>>
type Values<T extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: T }>>['values']

/** Ends a command before it has begun: its usage was asked for, or what it was given cannot be used. */
export class Usage extends Error {
  /** One line: the options with their defaults. */
  readonly options: string
  readonly isAsked: boolean

  constructor(message: string, { options, isAsked }: { options: string; isAsked: boolean }) {
    super(message)
    this.name = 'Usage'
    this.options = options
    this.isAsked = isAsked
  }
}

/**
 * A command's options by name. What has a number for its default takes numbers.
 * @throws Usage for `--help`, an option it does not know, or a value that is not of its kind.
 */
export function readOptions<T extends Options>(args: readonly string[], options: T): Values<T> {
  const usage = describe(options)
  const refuse = (message: string) => new Usage(message, { options: usage, isAsked: false })
  if (args.includes('--help')) throw new Usage('', { options: usage, isAsked: true })
  const values = parse({ args: [...args], options }, refuse)
  for (const [name, { default: usual }] of Object.entries(options)) {
    const given: unknown = Reflect.get(values, name)
    if (isNumber(usual) && !isNumber(given))
      throw refuse(`--${name} takes a number, and got ${String(given)}`)
  }
  return values
}

function parse<T extends Options>(
  config: ParseArgsConfig & { args: string[]; options: T },
  refuse: (message: string) => Usage,
): Values<T> {
  try {
    return parseArgs(config).values
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    // The first sentence says what is wrong; the rest is about how to escape a dash.
    throw refuse(message.split('. ', 1)[0] ?? message)
  }
}

function describe(options: Options): string {
  return Object.entries(options)
    .map(([name, { type, default: usual }]) => {
      if (type === 'boolean') return `[--${name}]`
      return `[--${name} ${usual === undefined ? '…' : String(usual)}]`
    })
    .join(' ')
}

const isNumber = (value: unknown) =>
  typeof value === 'string' && value !== '' && Number.isFinite(Number(value))

import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError } from './command.ts'

/**
 * A command's options by name and its other words, as given.
 * @throws UsageError for an option it does not have, and for more or fewer words than it takes.
 */
export function readArgs<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  { name, options, words = [] }: { name: string; options: Options; words?: readonly string[] },
) {
  const parsed = parse(args, name, options)
  if (parsed.positionals.length !== words.length)
    throw new UsageError(
      `tote ${name} takes ${words.length === 0 ? 'options only' : words.map((word) => `<${word}>`).join(' ')}, ` +
        `got ${parsed.positionals.length === 0 ? 'nothing' : parsed.positionals.join(' ')}. tote ${name} --help says more.`,
    )
  return parsed
}

function parse<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  name: string,
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`tote ${name}: ${why}\ntote ${name} --help says what it takes.`, { cause })
  }
}

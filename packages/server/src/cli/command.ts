/** Where a command reads its settings and says what it has to say. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  out(text: string): void
  err(text: string): void
}

/**
 * One subcommand of `tote`.
 * @param args What stood behind its name, `--help` included.
 * @returns The exit code.
 * @throws UsageError, ConfigError, TenantFileError: the message is all a person needs.
 */
export type RunCommand = (args: readonly string[], terminal: Terminal) => Promise<number>

/** What was asked cannot be done as it was asked; the message says what would do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

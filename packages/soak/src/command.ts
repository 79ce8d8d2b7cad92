/** One thing that `pnpm soak` runs. */
export interface Command {
  /** What it proves, in a few words: printed by `pnpm soak`. */
  readonly about: string
  /**
   * @param args What stood behind the command's name.
   * @returns The exit code: 0 when everything held.
   */
  run(args: readonly string[]): Promise<number>
}

/** One check over the workspace. */
export interface Gate {
  readonly name: string
  /** What it holds, in a few words: printed by `npm test -- --list`. */
  readonly about: string
  /**
   * @param paths Files or folders to look at, from the root; empty for all. A gate that only knows the whole ignores it.
   */
  run(paths: readonly string[]): Promise<Verdict>
  /**
   * Much work that disturbs nobody: among others it begins first, runs beside them with what they leave of the machine
   * (`nice`), and is told last.
   */
  readonly isPatient?: boolean
}

export interface Verdict {
  /** What is wrong, ready to print; empty when all is well. */
  readonly problems: readonly string[]
  /** A few words for the gate's line, such as how much was looked at. */
  readonly note?: string
}

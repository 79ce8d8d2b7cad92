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
   * `patient`: much work that disturbs nobody; among others it begins first, runs beside them with what they leave of the
   * machine (`nice`), and is told last. `whole`: wants the machine for itself, as what plays pictures does, and begins when
   * nothing runs beside it.
   */
  readonly room?: 'patient' | 'whole'
  /** Too much for every run: it runs when it is named, and `--list` says so. */
  readonly isOnRequest?: boolean
}

export interface Verdict {
  /** What is wrong, ready to print; empty when all is well. */
  readonly problems: readonly string[]
  /** A few words for the gate's line, such as how much was looked at. */
  readonly note?: string
}

/** What the doctor found out about one thing. */
export interface Finding {
  /** `well`: nothing to do. `look`: could not be told from here. `fault`: something to mend. */
  readonly is: 'well' | 'look' | 'fault'
  /** What was looked at, and how it is. */
  readonly words: string
  /** The line to add, where and as it has to stand there. */
  readonly fix?: { readonly where: string; readonly line: string }
}

export const well = (words: string): Finding => ({ is: 'well', words })
export const look = (words: string): Finding => ({ is: 'look', words })
export const fault = (words: string, where: string, line: string): Finding => ({
  is: 'fault',
  words,
  fix: { where, line },
})

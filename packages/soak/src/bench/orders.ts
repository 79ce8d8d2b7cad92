/** What the bench tells its two processes: start posting, start counting, stop and answer. */
export type Order = 'post' | 'begin' | 'end'

export interface HubFigures {
  readonly cpuUs: number
  /** Events posted while it was counted. */
  readonly events: number
  readonly ms: number
}

export interface ViewerFigures {
  /** Events all viewers got while it was counted. */
  readonly delivered: number
  readonly frames: number
  /** From posting to arrival at some of the viewers, sorted. */
  readonly delaysMs: readonly number[]
  /** Viewers whose connection ended, or who missed a number. */
  readonly failed: number
}

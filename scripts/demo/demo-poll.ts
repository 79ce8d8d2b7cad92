import type { LogEvent, Loop } from './rundown.ts'

/** The poll of the film, by its seconds. */
export interface DemoPoll {
  readonly openAtSeconds: number
  readonly closeAtSeconds: number
  readonly question: string
  readonly options: readonly string[]
}

/** What a host would ask the hub for now; `at` is its programme time. */
export type PollStep =
  | {
      readonly kind: 'openPoll'
      readonly at: number
      readonly question: string
      readonly options: readonly string[]
    }
  | { readonly kind: 'closePoll'; readonly pollId: string }

interface OpenPoll {
  readonly at: number
  readonly pollId: string
  readonly question: string
}

/**
 * What is to be done about the poll now, if anything: opened once each time round, and closed when its time is over. A
 * poll that a person has opened stands until that person closes it.
 */
export function pollStep(
  poll: DemoPoll,
  { loop, log, nowMs }: { loop: Loop; log: readonly LogEvent[]; nowMs: number },
): PollStep | null {
  const round = loop.startsAt + Math.floor((nowMs - loop.startsAt) / loop.loopMs) * loop.loopMs
  const openAt = round + poll.openAtSeconds * 1000
  const closeAt = round + poll.closeAtSeconds * 1000
  const standing = standingPoll(log)
  const isTime = nowMs >= openAt && nowMs < closeAt
  if (standing !== null) {
    const isOurs = standing.question === poll.question
    return isOurs && !(isTime && standing.at >= openAt)
      ? { kind: 'closePoll', pollId: standing.pollId }
      : null
  }
  const wasOpened = log.some(({ at, cue }) => cue.kind === 'pollOpened' && at >= openAt)
  const { question, options } = poll
  return isTime && !wasOpened ? { kind: 'openPoll', at: openAt, question, options } : null
}

/** The last that was opened, unless it was closed. */
function standingPoll(log: readonly LogEvent[]): OpenPoll | null {
  let open: OpenPoll | null = null
  for (const { at, cue } of log.toSorted((a, b) => a.at - b.at)) {
    if (cue.kind === 'pollOpened') open = { at, pollId: cue.pollId, question: cue.question }
    else if (cue.kind === 'pollClosed' && open?.pollId === cue.pollId) open = null
  }
  return open
}

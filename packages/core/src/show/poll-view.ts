import type { Moment, PollId, Tally } from '@tote/protocol'

export interface PollView {
  readonly id: PollId
  readonly question: string
  readonly options: readonly { readonly text: string; readonly votes: number }[]
  readonly totalVotes: number
  readonly isOpen: boolean
  /** The option this journey voted for, as far as this place knows. */
  readonly myVote: number | null
}

/** The poll of the picture's moment, with the votes as last told; a closed one with those it ended with. */
export function toPollView(
  poll: Moment['poll'],
  { tallies, mine }: { tallies: Readonly<Record<PollId, Tally>>; mine: ReadonlyMap<PollId, number> },
): PollView | null {
  if (poll === undefined) return null
  const votes = poll.tally ?? tallies[poll.pollId] ?? []
  const options = poll.options.map((text, index) => ({ text, votes: votes[index] ?? 0 }))
  return {
    id: poll.pollId,
    question: poll.question,
    options,
    totalVotes: options.reduce((sum, option) => sum + option.votes, 0),
    isOpen: poll.tally === undefined,
    myVote: mine.get(poll.pollId) ?? null,
  }
}

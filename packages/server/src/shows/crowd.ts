import {
  limits,
  reactionKindSchema,
  type ChatId,
  type ChatMessage,
  type PollId,
  type ReactionKind,
  type ShowPulse,
  type Tally,
} from '@tote/protocol'
import { chatPerPulse, sampleChat } from './sample-chat.ts'

type Counts = Partial<Record<ReactionKind, number>>

/** More than this between two pulses is a flood of which nobody would see the start. */
const MAX_FRESH = 200

/** What one show's viewers said and did of late: in memory, on each node that has some of them. */
export class Crowd {
  #recent: ChatMessage[]
  #fresh: ChatMessage[] = []
  #reactions: Counts = {}
  /** Those of this node's own viewers among them, for the other nodes. */
  #own: Counts = {}
  readonly #removed = new Set<ChatId>()
  #tally: { readonly pollId: PollId; readonly votes: Tally } | null = null

  /** @param recent Oldest first. */
  constructor(recent: readonly ChatMessage[]) {
    this.#recent = [...recent]
  }

  knows(id: ChatId): boolean {
    return this.#removed.has(id) || this.#recent.some((message) => message.id === id)
  }

  hear(message: ChatMessage): void {
    if (this.knows(message.id)) return
    this.#recent = [...this.#recent, message].slice(-limits.maxRecentChat)
    this.#fresh.push(message)
    if (this.#fresh.length > MAX_FRESH) this.#fresh.shift()
  }

  remove(id: ChatId): void {
    this.#removed.add(id)
    this.#recent = this.#recent.filter((message) => message.id !== id)
    this.#fresh = this.#fresh.filter((message) => message.id !== id)
  }

  react(kind: ReactionKind): void {
    this.#own = add(this.#own, { [kind]: 1 })
    this.#reactions = add(this.#reactions, { [kind]: 1 })
  }

  /** What viewers of another node have shown. */
  hearReactions(counts: Counts): void {
    this.#reactions = add(this.#reactions, counts)
  }

  count(pollId: PollId, votes: Tally): void {
    this.#tally = { pollId, votes }
  }

  /** What a joiner gets to know. */
  recent(): { chat: ChatMessage[]; tallies: Record<PollId, Tally> } {
    return { chat: this.#recent, tallies: this.tallies }
  }

  get tallies(): Record<PollId, Tally> {
    return this.#tally === null ? {} : { [this.#tally.pollId]: this.#tally.votes }
  }

  /** What came since the last time, for so many viewers; `own` is this node's share of the reactions. */
  take(audience: number): Pick<ShowPulse, 'chat' | 'reactions'> & { own?: Counts } {
    const chat = sampleChat(this.#fresh, chatPerPulse(audience))
    const [reactions, own] = [this.#reactions, this.#own]
    this.#fresh = []
    this.#reactions = {}
    this.#own = {}
    return {
      ...(chat.length === 0 ? {} : { chat }),
      ...(Object.keys(reactions).length === 0 ? {} : { reactions }),
      ...(Object.keys(own).length === 0 ? {} : { own }),
    }
  }
}

function add(a: Counts, b: Counts): Counts {
  const sum = { ...a }
  for (const kind of reactionKindSchema.def.values) {
    const more = b[kind] ?? 0
    if (more > 0) sum[kind] = (sum[kind] ?? 0) + more
  }
  return sum
}

import {
  parseAnswer,
  showJoinAnswerSchema,
  showNewsSchema,
  type Position,
  type ShowId,
  type ShowNews,
} from '@tote/protocol'
import type { Figures } from './figures.ts'
import type { RawConnection } from './raw-connection.ts'

/** As often as a real player tells where it is. */
const POSITION_EVERY_MS = 5000

/** Everybody is told the same bytes: they are parsed once for all who get them. */
export class ShowReader {
  #bytes: Buffer = Buffer.alloc(0)
  #news: ShowNews | null = null

  read(body: Buffer): ShowNews {
    if (this.#news !== null && this.#bytes.equals(body)) return this.#news
    // An event is the list of its name and its message.
    const [, message] = JSON.parse(body.toString()) as [string, unknown]
    this.#news = showNewsSchema.parse(message)
    this.#bytes = body
    return this.#news
  }
}

export interface FollowerDeps {
  readonly showId: ShowId
  readonly reader: ShowReader
  readonly figures: Figures
  /** When each of our own cues was sent, by the time it stands at. */
  readonly cuesSentAt: ReadonlyMap<number, number>
  readonly now: () => number
  readonly random: () => number
}

/** One viewer's way through the show's log: joins, follows the numbers, says where its picture is. */
export class ShowFollower {
  readonly #deps: FollowerDeps
  #seq = 0
  #positions: ReturnType<typeof setInterval> | null = null
  #firstPosition: ReturnType<typeof setTimeout> | null = null

  constructor(deps: FollowerDeps) {
    this.#deps = deps
  }

  async join(connection: RawConnection): Promise<void> {
    const { showId, random } = this.#deps
    const answer = parseAnswer(
      showJoinAnswerSchema,
      await connection.ask('show.join', { showId, seq: this.#seq }),
    )
    this.#seq = answer.kind === 'snapshot' ? answer.snapshot.seq : answer.to
    this.leave()
    const tell = () => {
      const position: Position = { showId, mode: 'live', pdt: Date.now(), isPlaying: true }
      connection.tell('pos', position)
    }
    // Not all in the same instant, as after a ramp or a storm they would.
    this.#firstPosition = setTimeout(() => {
      this.#positions = setInterval(tell, POSITION_EVERY_MS)
      tell()
    }, random() * POSITION_EVERY_MS)
  }

  leave(): void {
    if (this.#firstPosition !== null) clearTimeout(this.#firstPosition)
    if (this.#positions !== null) clearInterval(this.#positions)
  }

  /** `show` of the wire. */
  hear(body: Buffer, connection: RawConnection | null): void {
    const { reader, figures, cuesSentAt, now } = this.#deps
    const news = reader.read(body)
    if (news.to <= this.#seq) return
    if (news.from > this.#seq) {
      figures.count('gaps')
      if (connection !== null) this.join(connection).catch(() => connection.close())
      return
    }
    this.#seq = news.to
    for (const { at } of news.events) {
      const sentAt = cuesSentAt.get(at)
      if (sentAt !== undefined) figures.time('cue', now() - sentAt)
    }
  }
}

import {
  emptyMoment,
  foldCues,
  nextCueAt,
  parseAnswer,
  showJoinAnswerSchema,
  ToteError,
  voteAnswerSchema,
  type Catalogue,
  type CatalogueNews,
  type ChatId,
  type ChatMessage,
  type Moment,
  type PollId,
  type ShowEvent,
  type ShowId,
  type ShowInfo,
  type ShowNews,
  type ShowJoinAnswer,
  type ShowPulse,
  type StockNews,
  type Tally,
} from '@tote/protocol'
import { atom } from 'nanostores'
import type { SoldVariant } from '../cart/to-cart-view.ts'
import type { LinkSession } from '../link/link.ts'
import type { Said } from '../chat/chat.ts'
import { toSaid } from '../chat/said.ts'
import type { MomentView, ShowRoom, ShowState, Store } from '../tote.ts'
import { toPollView, type PollView } from './poll-view.ts'
import { withPricesAfter, withToldPrices } from './told-prices.ts'
import { toProductViews, type CueLog } from './price-view.ts'
import type { ProductView } from './product-view.ts'

export interface ShowInner extends ShowRoom {
  enter(info: ShowInfo): void
  fail(state: Extract<ShowState, { status: 'failed' }>): void
  /** Follows the log on a new connection, from where we are. */
  join(session: LinkSession): Promise<void>
  /** The hub's database is another one: it gives numbers again that we know as something else. */
  forgetLog(): void
  hearNews(news: ShowNews): void
  hearPulse(pulse: ShowPulse): void
  hearCatalogue(news: CatalogueNews): void
  hearStock(news: StockNews): void
  /** The picture is at this programme time; null when there is none. */
  seek(atMs: number | null): void
  msToNextCue(atMs: number): number | null
  find(variantId: string): SoldVariant | undefined
  /** Units free as last told; null when unknown or uncounted. */
  freeOf(variantId: string): number | null
  currencyCode(): string
  leaveSession(): void
}

/** The show as the picture tells it: state and cues in, products and the moment out. */
export function createShowRoom({
  showId,
  onProducts,
  onChat,
  onRemoved,
}: {
  showId: ShowId
  onProducts: () => void
  /** The last of what was said, told on joining. */
  onChat: (messages: readonly ChatMessage[]) => void
  onRemoved: (messageId: ChatId) => void
}): ShowInner {
  const $show = atom<ShowState>({ status: 'loading' })
  const $products = atom<readonly ProductView[]>([])
  const $stores = atom<readonly Store[]>([])
  const $moment = atom<MomentView>({ pinned: [], chapter: null, note: null })
  const $watching = atom<number | null>(null)
  const $poll = atom<PollView | null>(null)
  const $log = atom<CueLog>({ base: emptyMoment, events: [] })
  const mine = new Map<PollId, number>()
  let tallies: Readonly<Record<PollId, Tally>> = {}
  let catalogue: Catalogue = { currencyCode: 'EUR', products: [] }
  let log: CueLog = { base: emptyMoment, events: [] }
  let seq = 0
  let atMs: number | null = null
  let session: LinkSession | null = null
  /** Up to where the hub has told, whether or not we have it all. */
  let heardSeq = 0
  let joining: Promise<void> | null = null
  let byVariant = new Map<string, SoldVariant>()

  return {
    $show,
    $products,
    $stores,
    $moment,
    $watching,
    $poll,
    $log,
    vote,
    enter({ show, tenant, merchants, catalogue: told, stores, adoptTo, cartPermalink, paysAtShop }) {
      catalogue = told
      $stores.set(stores)
      const { name: tenantName } = tenant
      $show.set({ status: 'ready', show, tenantName, merchants, adoptTo, cartPermalink, paysAtShop })
      redraw()
    },
    fail: (state) => $show.set(state),
    join,
    forgetLog() {
      seq = 0
      log = { base: emptyMoment, events: [] }
    },
    hearNews,
    hearPulse(pulse) {
      if (pulse.showId !== showId) return
      $watching.set(pulse.watching)
      if (pulse.tallies !== undefined) count(pulse.tallies)
    },
    hearCatalogue(news) {
      if (news.showId !== showId) return
      const changed = new Map(news.products.map((product) => [product.id, product]))
      const products = catalogue.products.map((product) => changed.get(product.id) ?? product)
      catalogue = { ...catalogue, products }
      redraw()
    },
    hearStock({ levels }) {
      const free = new Map(levels)
      const products = catalogue.products.map((product) => {
        if (!product.variants.some(({ id }) => free.has(id))) return product
        const variants = product.variants.map((variant) => {
          const left = free.get(variant.id)
          return left === undefined ? variant : { ...variant, free: left }
        })
        return { ...product, variants }
      })
      catalogue = { ...catalogue, products }
      redraw()
    },
    seek(next) {
      const before = atMs
      atMs = next
      if (isCrossing(before, next)) redraw()
    },
    msToNextCue(from) {
      const next = nextCueAt(log.events, from, log.base)
      return next === undefined ? null : next - from
    },
    find: (variantId) => byVariant.get(variantId),
    freeOf: (variantId) =>
      catalogue.products.flatMap(({ variants }) => variants).find(({ id }) => id === variantId)?.free ?? null,
    currencyCode: () => catalogue.currencyCode,
    leaveSession() {
      session = null
      joining = null
    },
  }

  async function join(opened: LinkSession): Promise<void> {
    session = opened
    heardSeq = 0
    await startCatchUp(opened)
  }

  function startCatchUp(asked: LinkSession): Promise<void> {
    const started = catchUp(asked).finally(() => {
      if (joining === started) joining = null
    })
    joining = started
    return started
  }

  /** Asks from where we are, and again for what was told meanwhile and cannot be joined on. */
  async function catchUp(asked: LinkSession): Promise<void> {
    do {
      const before = seq
      const answer = parseAnswer(showJoinAnswerSchema, await asked.ask('show.join', { showId, seq }))
      if (session !== asked) return
      take(answer, before)
      // An answer that does not bring us there is of a hub that does not know more.
      if (seq === before) return
    } while (heardSeq > seq)
  }

  function take(answer: ShowJoinAnswer, askedFrom: number): void {
    if (answer.kind === 'snapshot') {
      const { snapshot } = answer
      // What came while we asked is newer than the answer.
      const newer = log.events.filter((event) => event.seq > Math.max(askedFrom, snapshot.seq))
      log = { base: snapshot.base, events: snapshot.events }
      seq = snapshot.seq
      hearRemovals(snapshot.events)
      append(newer)
      replaceShow(snapshot.show)
    } else {
      append(answer.events)
      seq = Math.max(seq, answer.to)
    }
    catalogue = withToldPrices(answer, catalogue)
    onChat(answer.crowd.chat)
    count(answer.crowd.tallies)
    redraw()
  }

  function hearNews(news: ShowNews): void {
    if (news.showId !== showId) return
    heardSeq = Math.max(heardSeq, news.to)
    if (news.from > seq) return repair()
    catalogue = withPricesAfter(seq, news.events, catalogue)
    append(news.events)
    seq = Math.max(seq, news.to)
    if (news.show !== undefined) replaceShow(news.show)
    redraw()
  }

  /** Something was missed. One question at a time: it asks on until all that was told is here. */
  function repair(): void {
    if (session === null || joining !== null) return
    // The next news, or the next connection, asks again.
    startCatchUp(session).catch(() => undefined)
  }

  function append(events: readonly ShowEvent[]): void {
    const fresh = events.filter((event) => event.seq > seq)
    if (fresh.length === 0) return
    log = { ...log, events: [...log.events, ...fresh] }
    seq = fresh.at(-1)?.seq ?? seq
    hearRemovals(fresh)
  }

  /** What a host took away is gone at once, wherever the picture is. */
  function hearRemovals(events: readonly ShowEvent[]): void {
    for (const { cue } of events) if (cue.kind === 'chatRemoved') onRemoved(cue.messageId)
  }

  async function vote(option: number): Promise<Said> {
    const poll = $poll.get()
    if (poll === null || !poll.isOpen || poll.options[option] === undefined)
      throw new ToteError('invalid', 'There is no such option to vote for now.', {
        details: { field: 'option' },
      })
    if (session === null) return { status: 'rejected', code: 'hub_unreachable' }
    const before = mine.get(poll.id)
    remember(poll.id, option)
    try {
      const answer = await session.ask('vote', { showId, pollId: poll.id, option })
      remember(poll.id, parseAnswer(voteAnswerSchema, answer).option)
      return { status: 'accepted' }
    } catch (error) {
      remember(poll.id, before)
      return toSaid(error)
    }
  }

  function remember(pollId: PollId, option: number | undefined): void {
    if (option === undefined) mine.delete(pollId)
    else mine.set(pollId, option)
    redrawPoll()
  }

  function count(told: Readonly<Record<PollId, Tally>>): void {
    tallies = { ...tallies, ...told }
    redrawPoll()
  }

  function replaceShow(show: ShowInfo['show']): void {
    const state = $show.get()
    if (state.status === 'ready' && JSON.stringify(state.show) !== JSON.stringify(show))
      $show.set({ ...state, show })
  }

  /** Whether moving between these two playheads changes what is seen. */
  function isCrossing(from: number | null, to: number | null): boolean {
    if (from === null || to === null) return from !== to
    return (nextCueAt(log.events, Math.min(from, to), log.base) ?? Infinity) <= Math.max(from, to)
  }

  function redraw(): void {
    const products = toProductViews(catalogue, log, atMs)
    byVariant = new Map(
      products.flatMap((product) =>
        product.variants.map((variant) => [variant.id, { product, variant }] as const),
      ),
    )
    $products.set(products)
    if ($log.get() !== log) $log.set(log)
    const moment = momentNow()
    const pinned = moment.pinned.flatMap(({ productId }) => products.filter(({ id }) => id === productId))
    $moment.set({ pinned, chapter: moment.chapter?.title ?? null, note: moment.note ?? null })
    redrawPoll(moment)
    onProducts()
  }

  function redrawPoll(moment = momentNow()): void {
    const poll = toPollView(moment.poll, { tallies, mine })
    if (poll !== null || $poll.get() !== null) $poll.set(poll)
  }

  function momentNow(): Moment {
    return atMs === null ? emptyMoment : foldCues(log.events, atMs, log.base)
  }
}

import {
  emptyMoment,
  foldCues,
  nextCueAt,
  parseAnswer,
  showJoinAnswerSchema,
  type Catalogue,
  type CatalogueNews,
  type ShowEvent,
  type ShowId,
  type ShowInfo,
  type ShowNews,
  type ShowPulse,
} from '@tote/protocol'
import { atom } from 'nanostores'
import type { SoldVariant } from '../cart/to-cart-view.ts'
import type { LinkSession } from '../link/link.ts'
import type { MomentView, ProductView, ShowRoom, ShowState } from '../tote.ts'
import { toProductViews, type CueLog } from './price-view.ts'

export interface ShowInner extends ShowRoom {
  enter(info: ShowInfo): void
  fail(state: Extract<ShowState, { status: 'failed' }>): void
  /** Follows the log on a new connection, from where we are. */
  join(session: LinkSession): Promise<void>
  hearNews(news: ShowNews): void
  hearPulse(pulse: ShowPulse): void
  hearCatalogue(news: CatalogueNews): void
  /** The picture is at this programme time; null when there is none. */
  seek(atMs: number | null): void
  msToNextCue(atMs: number): number | null
  find(variantId: string): SoldVariant | undefined
  currencyCode(): string
  leaveSession(): void
}

/** The show as the picture tells it: state and cues in, products and the moment out. */
export function createShowRoom({
  showId,
  onProducts,
}: {
  showId: ShowId
  onProducts: () => void
}): ShowInner {
  const $show = atom<ShowState>({ status: 'loading' })
  const $products = atom<readonly ProductView[]>([])
  const $moment = atom<MomentView>({ pinned: [], chapter: null })
  const $watching = atom<number | null>(null)
  let catalogue: Catalogue = { currencyCode: 'EUR', products: [] }
  let log: CueLog = { base: emptyMoment, events: [] }
  let seq = 0
  let atMs: number | null = null
  let session: LinkSession | null = null
  let byVariant = new Map<string, SoldVariant>()

  return {
    $show,
    $products,
    $moment,
    $watching,
    enter({ show, tenant, catalogue: told }) {
      catalogue = told
      $show.set({ status: 'ready', show, tenantName: tenant.name })
      redraw()
    },
    fail: (state) => $show.set(state),
    join,
    hearNews,
    hearPulse(pulse) {
      if (pulse.showId === showId) $watching.set(pulse.watching)
    },
    hearCatalogue(news) {
      if (news.showId !== showId) return
      const changed = new Map(news.products.map((product) => [product.id, product]))
      const products = catalogue.products.map((product) => changed.get(product.id) ?? product)
      catalogue = { ...catalogue, products }
      redraw()
    },
    seek(next) {
      const before = atMs
      atMs = next
      if (isCrossing(before, next)) redraw()
    },
    msToNextCue(from) {
      const next = nextCueAt(log.events, from)
      return next === undefined ? null : next - from
    },
    find: (variantId) => byVariant.get(variantId),
    currencyCode: () => catalogue.currencyCode,
    leaveSession() {
      session = null
    },
  }

  async function join(opened: LinkSession): Promise<void> {
    session = opened
    const answer = parseAnswer(showJoinAnswerSchema, await opened.ask('show.join', { showId, seq }))
    if (answer.kind === 'snapshot') {
      const { snapshot } = answer
      log = { base: snapshot.base, events: snapshot.events }
      seq = snapshot.seq
      replaceShow(snapshot.show)
    } else {
      append(answer.events)
      seq = Math.max(seq, answer.to)
    }
    redraw()
  }

  function hearNews(news: ShowNews): void {
    if (news.showId !== showId) return
    if (news.from > seq) {
      // Something was missed: ask from where we are.
      if (session !== null) join(session).catch(() => undefined)
      return
    }
    append(news.events)
    seq = Math.max(seq, news.to)
    if (news.show !== undefined) replaceShow(news.show)
    redraw()
  }

  function append(events: readonly ShowEvent[]): void {
    const fresh = events.filter((event) => event.seq > seq)
    if (fresh.length > 0) log = { ...log, events: [...log.events, ...fresh] }
  }

  function replaceShow(show: ShowInfo['show']): void {
    const state = $show.get()
    if (state.status === 'ready' && JSON.stringify(state.show) !== JSON.stringify(show))
      $show.set({ ...state, show })
  }

  /** Whether moving between these two playheads changes what is seen. */
  function isCrossing(from: number | null, to: number | null): boolean {
    if (from === null || to === null) return from !== to
    const [early, late] = from < to ? [from, to] : [to, from]
    return log.events.some(({ at }) => at > early && at <= late)
  }

  function redraw(): void {
    const products = toProductViews(catalogue, log, atMs)
    byVariant = new Map(
      products.flatMap((product) =>
        product.variants.map((variant) => [variant.id, { product, variant }] as const),
      ),
    )
    $products.set(products)
    const moment = atMs === null ? emptyMoment : foldCues(log.events, atMs, log.base)
    const pinned = moment.pinned.flatMap(({ productId }) => products.filter(({ id }) => id === productId))
    $moment.set({ pinned, chapter: moment.chapter?.title ?? null })
    onProducts()
  }
}

import type { Tote } from '@tote/core'
import {
  createConsent,
  createDataLayerSink,
  type ConsentRoom,
  type OutboxTally,
  type Sink,
} from '@tote/core/tracking'
import type { ToteHost } from '../internal/tote-context.ts'
import type { ToteCheckoutRequestEvent } from '../tote-cart/tote-checkout-request-event.ts'
import { createTrackedTotes } from './tracked-totes.ts'
import { ToteQoeEvent } from './tote-qoe-event.ts'
import { ToteTrackEvent } from './tote-track-event.ts'
import { watchPlayback, type PlayingElement } from './watch-playback.ts'
import { SEEN, watchSight, type Watched } from './watch-sight.ts'

export interface TrackPlayersOptions {
  readonly document?: Document
  /** Besides the page's `dataLayer` and the event `tote-track`. */
  readonly sinks?: readonly Sink[]
  /** `present`: pushed into where the page has one; `make`: made where it has none. */
  readonly dataLayer?: 'present' | 'make' | 'no'
  /** Whether the hub is told how often what happened, as counts of nobody in particular. */
  readonly hub?: boolean
}

export interface PageTracking {
  readonly consent: ConsentRoom
  /** What became of the events of this page so far. */
  tally(): OutboxTally
  /** Ends it. What was told stays told; what waits is lost. */
  stop(): void
}

interface PlayerElement extends PlayingElement {
  readonly tote: Tote | null
  readonly src: string | null
}

const PLAYER = 'tote-player'

/**
 * Tracks what happens in every player of a page and in the shopping elements that belong to them, now and later. Nothing
 * leaves before the shopper is known to allow it: see `consent`.
 *
 * @example const tracking = trackPlayers()
 * tracking.consent.set({ performance: true })
 */
export function trackPlayers({
  document: page = document,
  sinks = [],
  dataLayer = 'present',
  hub = true,
}: TrackPlayersOptions = {}): PageTracking {
  const consent = createConsent()
  const watched = new Map<EventTarget, Watched>()
  const players = new Map<PlayerElement, Tote>()
  const totes = createTrackedTotes({
    consent,
    tellsHub: hub,
    sinks: [
      ...(dataLayer === 'no' ? [] : [createDataLayerSink({ isAsked: dataLayer === 'make' })]),
      (event) => page.dispatchEvent(new ToteTrackEvent(event)),
      ...sinks,
    ],
    isClip: (tote) => [...players].some(([{ src }, shown]) => shown === tote && src !== null),
  })
  const trackingOf = (tote: Tote | null) => (tote === null ? null : totes.of(tote))
  const life = new AbortController()
  const { signal } = life

  page.addEventListener('tote-ready', (event) => follow(event.composedPath()[0]), { signal })
  page.addEventListener(
    'tote-product-open',
    (event) => trackingOf(toteOf(event))?.productOpened(event.detail.productId),
    { signal },
  )
  page.addEventListener('tote-checkout-request', (event) => hearCheckout(event), { signal })
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) {
      for (const node of removedNodes) if (node instanceof Element) forEachSeen(node, leave)
      for (const node of addedNodes) if (node instanceof Element) enter(node)
    }
  })
  observer.observe(page, { childList: true, subtree: true })
  enter(page)
  for (const player of page.querySelectorAll(PLAYER)) follow(player)

  return {
    consent,
    tally: totes.tally,
    stop() {
      life.abort()
      observer.disconnect()
      for (const element of watched.keys()) leave(element)
      totes.stop()
      consent.stop()
    },
  }

  /** Elements in which something is seen, of the page's own and in a player. */
  function enter(root: ParentNode): void {
    forEachSeen(root, (element) => {
      if (watched.has(element)) return
      // Those not defined yet are looked at when they are.
      if (isToteHost(element)) watched.set(element, watchSight(element, { trackingOf }))
      else void customElements.whenDefined(element.localName).then(() => isOfPage(element) && enter(root))
    })
  }

  /** A player has a tote, another one, or none any more. */
  function follow(element: unknown): void {
    if (!isPlayer(element) || element.tote === players.get(element)) return
    leave(element)
    const { tote } = element
    if (tote === null || signal.aborted) return
    players.set(element, tote)
    totes.of(tote)
    const stopPlayback = watchPlayback(element, (qoe) => {
      totes.playback(tote, qoe)
      element.dispatchEvent(new ToteQoeEvent({ ...qoe, contentType: totes.of(tote).contentType }))
    })
    // One that is removed tells those alone who listen to itself.
    const onReady = () => follow(element)
    element.addEventListener('tote-ready', onReady)
    void element.updateComplete.then(() => {
      if (players.get(element) === tote && element.shadowRoot !== null) enter(element.shadowRoot)
    })
    watched.set(element, {
      tote: () => tote,
      stop() {
        element.removeEventListener('tote-ready', onReady)
        stopPlayback()
        players.delete(element)
        if (element.shadowRoot !== null) forEachSeen(element.shadowRoot, leave)
        if (![...players.values()].includes(tote)) totes.letGo(tote)
      },
    })
  }

  function leave(element: EventTarget): void {
    const known = watched.get(element)
    watched.delete(element)
    known?.stop()
  }

  function isOfPage(element: Element): boolean {
    return element.isConnected && !signal.aborted
  }

  /** Of the element that an event is from: what it shows, else the page's first player's. */
  function toteOf(event: Event): Tote | null {
    for (const target of event.composedPath()) {
      const known = watched.get(target)
      if (known !== undefined) return known.tote()
    }
    const first = page.querySelector(PLAYER)
    return isPlayer(first) ? first.tote : null
  }

  /** Begun is what the page took, where it says how it went, what it says yes to; else what comes to a check-out by itself. */
  function hearCheckout(event: ToteCheckoutRequestEvent): void {
    const tracking = trackingOf(toteOf(event))
    queueMicrotask(() => {
      if (!event.defaultPrevented) return tracking?.checkoutWished()
      if (event.answer === undefined) return tracking?.checkoutBegun()
      void Promise.resolve(event.answer).then(
        (answer) => {
          if (isYes(answer)) tracking?.checkoutBegun()
        },
        () => undefined,
      )
    })
  }
}

function forEachSeen(root: ParentNode, run: (element: Element) => void): void {
  if (root instanceof Element && root.matches(SEEN)) run(root)
  for (const element of root.querySelectorAll(SEEN)) run(element)
}

function isPlayer(element: unknown): element is PlayerElement {
  return (
    element instanceof Element && element.localName === PLAYER && 'tote' in element && 'playback' in element
  )
}

function isToteHost(element: Element): element is ToteHost {
  return 'addController' in element && 'tote' in element
}

function isYes(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'accepted'
}

import type { Tote } from '@tote/core'
import { bridgeHostCart, checkHostParts, type HostCart, type HostShop } from '@tote/core/host-cart'
import { answerRequests } from './answer-requests.ts'
import { createSiteMemory } from './site-memory.ts'
import { ToteHostCartChangeEvent } from './tote-host-cart-change-event.ts'

export interface BridgeCartOptions {
  readonly document?: Document
  /** What the page's functions did wrong; told in the console where the page asks for `tote-debug`, if absent. */
  readonly onFault?: (fault: Error) => void
}

interface PlayerElement extends Element {
  readonly tote: Tote | null
}

const PLAYER = 'tote-player'
const READY = 'tote-ready'

/**
 * Keeps the basket of every player of the page, now and later, and the page's own cart the same; and where the page has a
 * shop of its own, asks that before an add and has it take the shopper to pay. Returns the stop.
 *
 * @throws ToteError `bad_attribute` for a cart that lacks a function, naming it.
 * @example const stop = bridgeCart({ read: () => cart.lines, write: (changes) => cart.set(changes), subscribe: cart.onChange })
 */
export function bridgeCart(
  given: HostCart | HostShop,
  { document: page = document, onFault = (fault) => tellDeveloper(page, fault) }: BridgeCartOptions = {},
): () => void {
  const { cart, shop } = checkHostParts(given)
  const life = new AbortController()
  const { signal } = life
  answerRequests(page, shop, { signal, onFault })
  const stop = cart === null ? undefined : bridgePlayers(page, cart, { signal, onFault })
  return () => {
    life.abort()
    stop?.()
  }
}

function bridgePlayers(
  page: Document,
  cart: HostCart,
  { signal, onFault }: { signal: AbortSignal; onFault(fault: Error): void },
): () => void {
  const players = new Set<PlayerElement>()
  const bridges = new Map<Tote, () => void>()

  page.addEventListener(READY, (event) => follow(event.composedPath()[0]), { signal })
  for (const player of page.querySelectorAll(PLAYER)) follow(player)

  return () => {
    for (const stop of bridges.values()) stop()
    bridges.clear()
  }

  function follow(element: unknown): void {
    if (!isPlayer(element)) return
    if (!players.has(element)) {
      players.add(element)
      // One that is removed tells those alone who listen to itself.
      element.addEventListener(READY, look, { signal })
    }
    look()
  }

  /** Shows of one tenant share a cart; which of them speaks for it is settled among them, as among tabs. */
  function look(): void {
    const shown = new Set([...players].flatMap(({ tote }) => tote ?? []))
    for (const [tote, stop] of bridges)
      if (!shown.has(tote)) {
        stop()
        bridges.delete(tote)
      }
    for (const tote of shown) if (!bridges.has(tote)) bridges.set(tote, open(tote))
  }

  function open(tote: Tote): () => void {
    return bridgeHostCart(tote, cart, {
      memory: createSiteMemory(`tote:host-cart:${tote.hub}:${tote.key}`),
      // What comes of what was asked before it was ended is nobody's any more.
      onFault: (fault) => {
        if (!signal.aborted) onFault(fault)
      },
      onWritten: () => page.dispatchEvent(new ToteHostCartChangeEvent()),
    })
  }
}

function isPlayer(element: unknown): element is PlayerElement {
  return element instanceof Element && element.localName === PLAYER && 'tote' in element
}

/** For who builds the page; a shopper sees the built-in basket, which goes on. */
function tellDeveloper(page: Document, { message }: Error): void {
  const isDebugged =
    /[?&]tote-debug\b/.test(page.URL) || page.querySelector('script[data-debug][data-key]') !== null
  if (isDebugged) console.error(`[tote] ${message}`)
}

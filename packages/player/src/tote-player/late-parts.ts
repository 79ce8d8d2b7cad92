import { hasKeptSight } from '../tote-mini/has-kept-sight.ts'
import type { Tote } from '@tote/core'
import type { TogetherHost } from '../together/keep-together.ts'
import { lookAhead } from './look-ahead.ts'
import type { TotePlayer } from './tote-player.ts'

// What is not needed to play and buy is loaded when it is wanted. What could not be had is asked for again the next time;
// nothing else waits for it.
const importLate = () => import('../define/late.ts')
const importCarry = () => import('../define/tote-carry.ts')
const importOffer = () => import('../define/tote-offer.ts')
const importShare = () => import('../define/tote-share.ts')
const importTogether = () => import('../define/tote-together.ts')
const importWaitlist = () => import('../define/tote-waitlist.ts')

/** Once the picture plays it may go out of sight, and be talked about. */
export function loadLateParts(): void {
  for (const part of [importLate, importShare]) part().catch(() => undefined)
}

/** With the picture; at once where the page's address names a moment, which is gone to before anything plays. */
export function loadWhenWanted(player: TotePlayer, video: HTMLVideoElement): void {
  lookAhead(player)
  video.addEventListener('playing', loadLateParts)
  if (/tote-(?:t|cart|friends)=/.test(location.hash)) loadLateParts()
}

/** Who a basket is to be brought to is known by then: it is no part of the first picture. */
export function loadCarry(): void {
  importCarry().catch(() => undefined)
}

/** An offer is seldom: what asks about it is loaded when there is one. */
export function loadOffer(): void {
  importOffer().catch(() => undefined)
}

/** Few wait for something: what they wait with is loaded when one does. */
export function loadWaitlist(): void {
  importWaitlist().catch(() => undefined)
}

/** A page with a cart of its own says so on a player or on the script tag. */
export function loadHostCart(page: Document): void {
  if (page.querySelector('[host-cart],[data-host-cart]'))
    import('../host-cart/named-cart.ts')
      .then(({ bridgeNamedCart }) => bridgeNamedCart(page))
      .catch(() => undefined)
}

/** What two screens of one shopper are to each other: loaded when there are two. Returns the stop. */
export function loadTogether(host: TogetherHost, tote: Tote): () => void {
  let stop = () => {}
  let isWanted = true
  importTogether()
    .then(({ keepTogether }) => {
      if (isWanted) stop = keepTogether(host, tote)
    })
    .catch(() => undefined)
  return () => {
    isWanted = false
    stop()
  }
}

export function togglePip(player: TotePlayer): void {
  importLate()
    .then(({ togglePip: toggle }) => toggle(player))
    .catch(() => undefined)
}

/** Into the corner of the window, or back. */
export function toggleMini(player: TotePlayer): void {
  importLate()
    .then(() => player.renderRoot.querySelector('tote-mini')?.toggle())
    .catch(() => undefined)
}

/** A show that was playing on the page before goes on in this one. */
export function resumeIfKept(): void {
  if (!hasKeptSight()) return
  importLate()
    .then(({ resumeSight }) => resumeSight(document))
    .catch(() => undefined)
}

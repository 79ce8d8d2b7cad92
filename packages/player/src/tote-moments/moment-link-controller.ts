import type { Tote } from '@tote/core'
import type { LitElement, ReactiveController } from 'lit'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { followMomentLink } from './follow-moment-link.ts'

/** Lets the player that an element stands in follow the page's address. */
export class MomentLinkController implements ReactiveController {
  readonly #host: LitElement
  readonly #pick: () => Tote | null
  #tote: Tote | null = null
  #stop: (() => void) | undefined

  constructor(host: LitElement, pick: () => Tote | null) {
    this.#host = host
    this.#pick = pick
    host.addController(this)
  }

  hostUpdated(): void {
    const tote = this.#pick()
    if (tote === this.#tote) return
    this.hostDisconnected()
    const player = playerOf(this.#host)
    if (tote === null || player === null) return
    this.#tote = tote
    this.#stop = followMomentLink(player, tote)
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#tote = null
  }
}

/** Null for an element that stands in the page by itself. */
function playerOf(element: Element): TotePlayer | null {
  const root = element.getRootNode()
  // The tag names the class: who defines it otherwise has no element of ours in its root.
  return root instanceof ShadowRoot && root.host.localName === 'tote-player'
    ? (root.host as TotePlayer)
    : null
}

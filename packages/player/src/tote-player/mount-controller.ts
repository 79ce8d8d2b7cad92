import { ContextProvider } from '@lit/context'
import type { Tote } from '@tote/core'
import { ToteError } from '@tote/protocol'
import type { LitElement, ReactiveController } from 'lit'
import { carryLinksSoon } from '../carry/carry-links-soon.ts'
import { takeTicket } from '../carry/take-ticket.ts'
import { toteContext } from '../internal/tote-context.ts'
import type { TogetherHost } from '../together/keep-together.ts'
import { loadCarry, loadHostCart, loadOffer, loadTogether, loadWaitlist } from './late-parts.ts'
import { ToteReadyEvent } from './tote-error-event.ts'
import { acquireTote, releaseTote } from './tote-registry.ts'

/** Half a screen ahead: connected by the time it is seen. */
const NEAR = '50%'
/** Under this name the loader leaves word on an element that it is near, and not to be waited for. */
const IS_NEAR = Symbol.for('tote.near')

export interface MountHost extends LitElement, TogetherHost {
  [IS_NEAR]?: boolean
  readonly hub: string | null
  readonly show: string | null
  /** The publishable key, by whichever of its attributes. */
  readonly effectiveKey: string | null
  onPlaybackFault(error: ToteError): void
  /** The element is about to be seen. */
  onNear(): void
  /** Another tote, or none: what was of the old one is over. */
  onLeave(): void
  /** The shopper said yes to a show that was playing elsewhere. */
  onJoin(): void
}

/** The tote of a player: made of its attributes, shared with the page, started when near, let go when gone. */
export class MountController implements ReactiveController {
  tote: Tote | null = null
  /** Why there is none, when the attributes are wrong. */
  fault: ToteError | null = null
  readonly #host: MountHost
  readonly #provider: ContextProvider<typeof toteContext, MountHost>
  #stops: (() => void)[] = []
  #mounted = ''

  constructor(host: MountHost) {
    this.#host = host
    host.addController(this)
    this.#provider = new ContextProvider(host, { context: toteContext, initialValue: null })
  }

  hostConnected(): void {
    // Taken out and put back it mounts again.
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    // Moved within the page it is back before this runs.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.release()
    })
  }

  hostUpdate(): void {
    const { hub, effectiveKey: key, show } = this.#host
    const wanted = hub === null || key === null || show === null ? '' : JSON.stringify([hub, key, show])
    if (!this.#host.isConnected || wanted === this.#mounted) return
    this.release()
    this.#mounted = wanted
    if (hub === null || key === null || show === null) return
    try {
      // The page asked for no session in it: then there is none, whatever else went wrong.
      if (this.#host.hasAttribute('isolated'))
        throw new ToteError(
          'bad_attribute',
          "isolated is for pages without the whole player: put data-isolated on the script tag, or import '@tote/player/define/isolated' and nothing else of it.",
          { details: { field: 'isolated' } },
        )
      this.#enter(acquireTote(this.#host.ownerDocument, { hub, key, show }))
    } catch (error) {
      if (!(error instanceof ToteError)) throw error
      this.fault = error
      this.#host.onPlaybackFault(error)
    }
  }

  /** Lets go, so that the next update begins anew. */
  release(): void {
    this.#mounted = ''
    this.fault = null
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#host.onLeave()
    if (this.tote === null) return
    const { tote } = this
    this.tote = null
    this.#provider.setValue(null)
    releaseTote(this.#host.ownerDocument, tote)
    this.#host.dispatchEvent(new ToteReadyEvent())
  }

  #enter(tote: Tote): void {
    const host = this.#host
    let together: (() => void) | null = null
    this.tote = tote
    this.#provider.setValue(tote)
    this.#stops = [
      tote.onError((error) => host.onPlaybackFault(error)),
      carryLinksSoon(host.ownerDocument, tote),
      this.#startNear(tote),
      tote.journey.$offer.subscribe((offer) => {
        if (offer !== null) loadOffer()
      }),
      tote.journey.$journey.listen(loadCarry),
      tote.line.$told.listen(loadWaitlist),
      tote.playback.$lead.subscribe((lead) => {
        if (lead !== null) together ??= loadTogether(host, tote)
      }),
      () => together?.(),
      tote.playback.$join.listen((target) => {
        // The yes, or the wish, was a tap in this page: it may start the picture, with sound.
        if (target !== null && target.reason !== 'resumed' && target.from.isPlaying) host.onJoin()
      }),
    ]
    host.dispatchEvent(new ToteReadyEvent())
    loadHostCart(host.ownerDocument)
    const ticket = takeTicket(host.ownerDocument)
    if (ticket !== null) void tote.start().then(() => tote.journey.redeem(ticket))
  }

  #startNear(tote: Tote): () => void {
    const host = this.#host
    const start = () => {
      void tote.start()
      host.onNear()
    }
    // An observer tells only after the page's next layout, which is a long one.
    if (host[IS_NEAR] === true) {
      host[IS_NEAR] = false
      start()
      return () => undefined
    }
    const near = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        near.disconnect()
        start()
      },
      { rootMargin: NEAR },
    )
    near.observe(this.#host)
    return () => near.disconnect()
  }
}

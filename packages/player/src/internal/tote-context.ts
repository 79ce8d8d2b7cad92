import { ContextConsumer, createContext } from '@lit/context'
import type { Tote } from '@tote/core'
import type { LitElement, ReactiveController } from 'lit'

/** The tote of the nearest ancestor that gives one; null while it has none yet. Two copies of us on a page understand each other. */
export const toteContext = createContext<Tote | null>(Symbol.for('@tote/player/tote'))

/** What names its own tote: by property, or by the id of a `<tote-player>`. */
export interface ToteHost extends LitElement {
  /** Set from outside; undefined leaves the search to the element. */
  tote: Tote | null | undefined
  /** Attribute `for`. */
  for: string | null
}

type Player = Element & { readonly tote?: Tote | null }

const PLAYER = 'tote-player'
const READY = 'tote-ready'

/**
 * Finds the tote an element shows, in this order: its `tote` property; the `<tote-player>` that `for` names; an ancestor
 * that provides `toteContext`; the first `<tote-player>` of the page. Waits for any of them to come.
 */
export class ToteController implements ReactiveController {
  readonly #host: ToteHost
  readonly #given: ContextConsumer<typeof toteContext, ToteHost>
  #player: Player | null = null
  #stop: (() => void) | undefined

  constructor(host: ToteHost) {
    this.#host = host
    host.addController(this)
    this.#given = new ContextConsumer(host, {
      context: toteContext,
      subscribe: true,
      callback: () => host.requestUpdate(),
    })
  }

  get tote(): Tote | null {
    const { tote, for: id } = this.#host
    if (tote !== undefined) return tote
    if (id === null && this.#given.value !== undefined) return this.#given.value
    return this.#player?.tote ?? null
  }

  hostConnected() {
    const { ownerDocument } = this.#host
    const onReady = (event: Event) => this.#onReady(event)
    // A player that comes after us, wherever in the page: its event crosses shadow roots.
    ownerDocument.addEventListener(READY, onReady)
    this.#stop = () => ownerDocument.removeEventListener(READY, onReady)
    this.#look()
  }

  hostUpdate() {
    // `for` may have changed; a player may have been written into the page before it was upgraded.
    this.#look()
  }

  hostDisconnected() {
    this.#stop?.()
    this.#stop = undefined
    this.#follow(null)
  }

  #look() {
    if (!this.#host.isConnected) return
    const known = this.#host.for === null && this.#player?.isConnected === true ? this.#player : null
    this.#follow(this.#find() ?? known)
  }

  #find(): Player | null {
    const { ownerDocument, for: id } = this.#host
    if (id === null) return ownerDocument.querySelector(PLAYER)
    const root = this.#host.getRootNode()
    const near = root instanceof ShadowRoot ? root.getElementById(id) : null
    return near ?? ownerDocument.getElementById(id)
  }

  #onReady(event: Event) {
    const source = event.composedPath()[0]
    // A player inside somebody's shadow root is not found by a query; its event names it.
    if (this.#player === null && this.#host.for === null && isPlayer(source)) this.#follow(source)
    this.#host.requestUpdate()
  }

  #follow(player: Player | null) {
    if (player === this.#player) return
    this.#player?.removeEventListener(READY, this.#redraw)
    this.#player = player
    // Not only on the document: a player that is being removed tells nobody but those who listen on itself.
    player?.addEventListener(READY, this.#redraw)
  }

  readonly #redraw = () => this.#host.requestUpdate()
}

function isPlayer(target: EventTarget | undefined): target is Player {
  return target instanceof Element && target.localName === PLAYER
}

import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { leavePip } from '../pip/toggle-pip.ts'
import { isInWindow } from '../pip/window-support.ts'
import { isTaken } from '../tote-player/hotkeys.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import type { Corner } from './corners.ts'
import { takeFrame } from './last-frame.ts'
import { forgetSight, keepSight, type KeptSight } from './kept-sight.ts'
import { IN_CORNER, VISITING } from './mini-marks.ts'
import { watchView, type Sight } from './view-watch.ts'
import { toPlaybackSource } from '../tote-player/playback-source.ts'

export interface SightHost extends ReactiveControllerHost {
  readonly player: TotePlayer | null
  readonly isInPage: boolean
  readonly isInCorner: boolean
  readonly corner: Corner
  enter(): void
  leave(): void
}

/** Events after which the small player's buttons look otherwise, or it may have to come. */
const FOLLOWED = ['play', 'playing', 'pause', 'volumechange'] as const

/**
 * When the small player comes and goes: out of sight while it plays, at a key, and back when its place is seen again. At
 * the end of the page it keeps what the next page needs to go on.
 */
export class SightController implements ReactiveController {
  readonly #mini: SightHost
  #sight: Sight = 'in'
  /** By the shopper's wish, with its place in sight: then sight does not bring it back. */
  #isAsked = false
  #stop: (() => void) | undefined

  constructor(mini: SightHost) {
    this.#mini = mini
    mini.addController(this)
  }

  hostConnected(): void {
    const { player } = this.#mini
    // In a window of its own it is in sight.
    if (player === null || isInWindow(player)) return
    const view = player.ownerDocument.defaultView
    const life = new AbortController()
    const { signal } = life
    for (const event of FOLLOWED)
      player.addEventListener(
        event,
        () => {
          this.#mini.requestUpdate()
          this.#follow()
        },
        { signal },
      )
    player.addEventListener('keydown', (event) => this.#onKey(event), { signal })
    view?.addEventListener('pagehide', () => this.#keep(player), { signal })
    // Back in this page as it was: what was kept for the next one is not for here.
    view?.addEventListener('pageshow', ({ persisted }) => persisted && this.forget(), { signal })
    const stopView = watchView(player, (sight) => {
      this.#sight = sight
      this.#follow()
    })
    this.#stop = () => {
      life.abort()
      stopView()
      queueMicrotask(() => {
        if (!player.isConnected && player.video !== null) leavePip(player.video)
      })
    }
  }

  hostDisconnected(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#isAsked = false
  }

  /** What the page before it left, if it is left now. */
  keep(): void {
    const { player } = this.#mini
    if (player !== null) this.#keep(player)
  }

  onEntered(): void {
    this.#isAsked = this.#sight !== 'out'
  }

  onReturned(): void {
    this.#isAsked = false
  }

  isOutOfView(): boolean {
    const { player } = this.#mini
    if (player === null) return false
    const { top, bottom } = player.getBoundingClientRect()
    return bottom < 0 || top > player.ownerDocument.documentElement.clientHeight
  }

  forget(): void {
    forgetSight(() => sessionStorage)
  }

  /** Without waiting for the hub to say where the stream is: the page before knew. */
  goOn({ stream, pdt, atMs }: KeptSight): void {
    const { player } = this.#mini
    const tote = player?.tote ?? null
    if (player === null) return
    void tote?.start()
    // The show has gone on meanwhile, as it would have for who stayed.
    if (pdt !== null) void tote?.playback.goTo(pdt + Date.now() - atMs)
    void player.playback.play(toPlaybackSource(player, stream))
  }

  #follow(): void {
    const { player } = this.#mini
    // A visitor has no place that could be seen or not.
    if (player === null || player.hasAttribute(VISITING)) return
    if (this.#mini.isInCorner) {
      if (this.#sight === 'in' && !this.#isAsked) this.#mini.leave()
      // Gone from sight it is as any other: its place brings it back.
      if (this.#sight === 'out') this.#isAsked = false
      return
    }
    if (this.#sight === 'out' && this.#mini.isInPage && mayLeave(player)) this.#mini.enter()
  }

  #onKey(event: KeyboardEvent): void {
    if (isTaken(event)) return
    if (event.key === 'Escape' && !this.#mini.isInPage && !this.#mini.isInCorner) this.#mini.enter()
  }

  #keep(player: TotePlayer): void {
    const { hub, effectiveKey: key, show, video, streamUrl, playback, tote } = player
    const isGoing = !player.paused || !this.#mini.isInPage
    if (!isGoing || isForbidden(player) || video === null || hub === null || key === null || show === null)
      return
    const stream = streamUrl
    if (stream === null || playback.state.status === 'idle') return
    const position = tote?.playback.$position.get() ?? null
    keepSight(() => sessionStorage, {
      hub,
      key,
      show,
      stream: new URL(stream, player.ownerDocument.baseURI).href,
      corner: this.#mini.corner,
      isLandscape: video.videoWidth > video.videoHeight,
      isPaused: player.paused,
      isMuted: video.muted,
      volume: video.volume,
      pdt: position === null || position.mode === 'live' ? null : position.pdt,
      atMs: Date.now(),
      frame: takeFrame(video),
    })
  }
}

function mayLeave(player: TotePlayer): boolean {
  const page = player.ownerDocument
  // One at a time: two would lie on each other.
  return (
    !isForbidden(player) &&
    player.playback.state.status === 'playing' &&
    page.fullscreenElement === null &&
    // Not everywhere, whatever the type libraries say.
    page.pictureInPictureElement == null &&
    page.querySelector(`[${IN_CORNER}]`) === null
  )
}

function isForbidden(player: TotePlayer): boolean {
  return player.hasAttribute('no-mini')
}

import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { MediaEngine } from '../media/media-engine.ts'
import { keepThin, readKeptThin } from './kept-thin.ts'
import { savesData } from './saves-data.ts'

/** Why there is no picture. */
export type ThinReason = 'asked' | 'saving' | 'slow'

export interface ThinHost extends ReactiveControllerHost {
  readonly playback: { readonly engine: MediaEngine | null }
  play(): Promise<void>
}

/**
 * Going without the picture: sound where the stream has it apart, stills and text in any case. Because the shopper asked
 * for it, their device saves data, or the network is too thin; never once they wanted the picture back on this visit.
 */
export class ThinController implements ReactiveController {
  /** Null while there is a picture. */
  reason: ThinReason | null = null
  readonly #host: ThinHost

  constructor(host: ThinHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    const kept = readKeptThin()
    if (kept === true) this.#set('asked')
    else if (kept === null && savesData()) this.#set('saving')
  }

  /** The network does not do. */
  onSlow(): void {
    if (readKeptThin() !== null || this.reason !== null) return
    this.#set('slow')
    this.#host.playback.engine?.goThin?.(true)
  }

  /** What the shopper asks for, which holds for the visit. */
  choose(hasPicture: boolean): void {
    keepThin(!hasPicture)
    this.#set(hasPicture ? null : 'asked')
    this.#host.playback.engine?.goThin?.(!hasPicture)
    if (hasPicture) void this.#host.play()
  }

  #set(reason: ThinReason | null): void {
    this.reason = reason
    // What shows it is loaded then; until it is there, the poster is.
    if (reason !== null) import('../define/tote-thin.ts').catch(() => undefined)
    this.#host.requestUpdate()
  }
}

import type { CaptionFile, ToteError } from '@tote/protocol'
import type { ReactiveControllerHost } from 'lit'
import type { CaptionTrack, MediaEngine } from '../media/media-engine.ts'
import { careForCaptions, type CaptionCare } from './care-for-captions.ts'
import { CAPTION_SIZES, keepCaptions, readKeptCaptions, type CaptionChoice } from './kept-captions.ts'

export interface CaptionsHost extends ReactiveControllerHost {
  onPlaybackFault(error: ToteError): void
}

export interface CaptionedPicture {
  readonly video: HTMLVideoElement
  readonly engine: MediaEngine
  /** What there is besides the stream's. */
  readonly files: readonly CaptionFile[]
}

/**
 * Which captions are shown, and how: as the shopper last chose, on any page of the site. Loaded with the first captions: what
 * a stream without them does not need.
 */
export class CaptionsController {
  /** Those of the stream, then those of files. */
  tracks: readonly CaptionTrack[] = []
  /** Index into `tracks`; null when none is shown. */
  shown: number | null = null
  choice: CaptionChoice = readKeptCaptions()
  /** Percent of the usual size, to choose from. */
  readonly sizes: readonly number[] = CAPTION_SIZES
  readonly #host: CaptionsHost
  readonly #picture: CaptionedPicture
  readonly #care: CaptionCare
  #inStream = 0

  constructor(host: CaptionsHost, picture: CaptionedPicture) {
    this.#host = host
    this.#picture = picture
    this.#care = careForCaptions(picture.video, (error) => host.onPlaybackFault(error))
    this.onTracks()
  }

  /** The stream's tracks may be others now. */
  onTracks(): void {
    const { engine, files } = this.#picture
    const inStream = engine.captions()
    if (inStream.length + files.length === this.tracks.length) return
    this.#inStream = inStream.length
    this.tracks = [...inStream, ...files]
    this.#apply()
  }

  toggle(): void {
    this.#choose({ isShown: this.shown === null })
  }

  /** Shows the captions of this index in `tracks`, or none. */
  show(index: number | null): void {
    const track = index === null ? undefined : this.tracks[index]
    if (track === undefined) this.#choose({ isShown: false })
    else this.#choose({ isShown: true, language: track.language, label: track.label })
  }

  setSize(percent: number): void {
    this.#choose({ size: percent })
  }

  /** Has a screen reader told what is shown. */
  read(isRead: boolean): void {
    this.#choose({ isRead })
  }

  stop(): void {
    this.#care.stop()
  }

  #choose(part: Partial<CaptionChoice>): void {
    // Another player of the page may have been told since.
    this.choice = { ...readKeptCaptions(), ...part }
    keepCaptions(this.choice)
    this.#apply()
  }

  /** By name, else one of its language, else the first. */
  get #chosen(): number {
    const { language, label } = this.choice
    const ofLanguage = this.tracks.filter((track) => track.language === language)
    const chosen = ofLanguage.find((track) => track.label === label) ?? ofLanguage[0]
    return chosen === undefined ? 0 : this.tracks.indexOf(chosen)
  }

  #apply(): void {
    const { engine, files } = this.#picture
    this.shown = this.choice.isShown && this.tracks.length > 0 ? this.#chosen : null
    const file = this.shown === null ? undefined : files[this.shown - this.#inStream]
    engine.showCaptions(file === undefined ? this.shown : null)
    this.#care.apply(this.choice, file ?? null)
    this.#host.requestUpdate()
  }
}

import type { Tote } from '@tote/core'
import type { CaptionFile, CaptionsPreference, ToteError } from '@tote/protocol'
import type { ReactiveControllerHost } from 'lit'
import type { CaptionTrack, MediaEngine } from '../media/media-engine.ts'
import { careForCaptions, type CaptionCare } from './care-for-captions.ts'
import { CAPTION_SIZES, keepCaptions, readKeptCaptions, type CaptionChoice } from './kept-captions.ts'
import { ownCaptions, type OwnCaptions } from './own-captions.ts'

export interface CaptionsHost extends ReactiveControllerHost {
  readonly tote: Tote | null
  onPlaybackFault(error: ToteError): void
}

export interface CaptionedPicture {
  readonly video: HTMLVideoElement
  readonly engine: MediaEngine
  /** What there is besides the stream's. */
  readonly files: readonly CaptionFile[]
}

/**
 * Which captions are shown, and how: as the shopper last chose, on any page of the site, or on any site of their journey. Loaded with the first captions: what
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
  readonly #own: OwnCaptions | undefined
  /** What holds came from the journey, and not from this site. */
  #isFromJourney = false
  #inStream = 0

  constructor(host: CaptionsHost, picture: CaptionedPicture) {
    this.#host = host
    this.#picture = picture
    this.#care = careForCaptions(picture.video, (error) => host.onPlaybackFault(error))
    const { tote } = host
    if (tote !== null)
      this.#own = ownCaptions(tote, {
        untold: () => (this.choice.isTold ? null : this.choice),
        onKept: (choice) => this.#keep({ ...choice, isTold: true }),
        onTold: (told) => this.#hear(told),
      })
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
    this.#own?.stop()
    this.#care.stop()
  }

  #choose(part: Partial<CaptionChoice>): void {
    // Another player of the page may have been told since.
    const before = this.#isFromJourney ? this.choice : readKeptCaptions()
    // Whether they are read out stays on this device.
    const isToTell = part.isRead === undefined
    this.#keep({ ...before, ...part, isTold: before.isTold && !isToTell })
    this.#apply()
    if (isToTell) this.#own?.tell(this.choice)
  }

  #keep(choice: CaptionChoice): void {
    this.choice = choice
    keepCaptions(choice)
  }

  /** Not kept on this site: who uses the device next is of another journey. */
  #hear({ isShown, language, size }: CaptionsPreference): void {
    const label = language === this.choice.language ? this.choice.label : null
    const known = CAPTION_SIZES.find((one) => one === size) ?? this.choice.size
    this.choice = { ...this.choice, isShown, language, label, size: known }
    this.#isFromJourney = true
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

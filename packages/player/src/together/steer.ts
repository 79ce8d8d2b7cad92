/** Nobody sees less than this beside another screen; a seek would be worse. */
const SEEK_FROM = 0.7
/** One seek is to have taken effect before another is thought of. */
const SEEK_AGAIN_MS = 3000
/** Seconds off from which speed makes it up, and at which it is let go: up and down around one value would be heard. */
const TRIM_FROM = 0.08
export const THERE_WITHIN = 0.04
/** The voice does not tell it. */
const MOST = 0.1
/** Seconds loaded ahead below which speed would only bring the next stall. */
const IN_HAND = 1

export interface SteerMoment {
  /** Seconds from this picture to the leading one, above 0 when this one is behind; null where this stream does not hold that moment. */
  readonly drift: number | null
  /** Seconds loaded ahead of the picture. */
  readonly inHand: number
  readonly isLeadPlaying: boolean
  readonly isPaused: boolean
  /** False where the browser's own player paces itself. */
  readonly canPace: boolean
  readonly rate: number
  /** Since this picture was last sent somewhere. */
  readonly sinceSeekMs: number
}

export type SteerStep =
  | { readonly do: 'seek' }
  | { readonly do: 'pace'; readonly rate: number }
  | { readonly do: 'pause' }
  | { readonly do: 'play' }
  /** There is nowhere to go: the picture is left alone. */
  | { readonly do: 'stray' }

/** What brings a picture to where the leading one is: a seek when it is far, a speed within a tenth when it is near. */
export function steer(moment: SteerMoment): SteerStep {
  const { drift, inHand, isLeadPlaying, isPaused, canPace, rate, sinceSeekMs } = moment
  if (drift === null) return { do: 'stray' }
  if (!isLeadPlaying && !isPaused) return { do: 'pause' }
  if (isLeadPlaying && isPaused) return { do: 'play' }
  const off = Math.abs(drift)
  // A picture that stands has no speed: it is put where the other stands.
  if (off >= (isPaused ? TRIM_FROM : SEEK_FROM) && sinceSeekMs >= SEEK_AGAIN_MS) return { do: 'seek' }
  if (isPaused || !canPace || (drift > 0 && inHand < IN_HAND)) return { do: 'pace', rate: 1 }
  if (off < (rate === 1 ? TRIM_FROM : THERE_WITHIN)) return { do: 'pace', rate: 1 }
  // In steps of a hundredth, so that the element is not told a new speed each time.
  return { do: 'pace', rate: 1 + Math.round(Math.max(-MOST, Math.min(MOST, drift)) * 100) / 100 }
}

const KEPT = 'tote.captions'

/** How a shopper wants captions, on every page of the site. */
export interface CaptionChoice {
  readonly isShown: boolean
  /** BCP 47, of the track they chose; null before they chose one. */
  readonly language: string | null
  /** Its name: one language may have several. */
  readonly label: string | null
  /** Percent of the usual size. */
  readonly size: number
  /** Whether a screen reader is told them too. */
  readonly isRead: boolean
  /** Whether the shopper's journey has it, and with it their other sites. */
  readonly isTold: boolean
}

export const CAPTION_SIZES = [50, 75, 100, 125, 150, 175, 200] as const

const USUAL: CaptionChoice = {
  isShown: true,
  language: null,
  label: null,
  size: 100,
  isRead: false,
  isTold: true,
}

/** What was chosen on a visit before, else shown at the usual size. */
export function readKeptCaptions(): CaptionChoice {
  try {
    return parseChoice(JSON.parse(localStorage.getItem(KEPT) ?? 'null'))
  } catch {
    // Storage is forbidden here, or somebody else wrote there.
    return USUAL
  }
}

export function keepCaptions(choice: CaptionChoice): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(choice))
  } catch {
    // Then it lasts for the page.
  }
}

/** Anything of the page's origin can write there. */
function parseChoice(value: unknown): CaptionChoice {
  if (typeof value !== 'object' || value === null) return USUAL
  const { isShown, language, label, size, isRead, isTold } = value as Partial<
    Record<keyof CaptionChoice, unknown>
  >
  return {
    isShown: isShown !== false,
    language: typeof language === 'string' ? language : null,
    label: typeof label === 'string' ? label : null,
    size: CAPTION_SIZES.find((one) => one === size) ?? USUAL.size,
    isRead: isRead === true,
    isTold: isTold !== false,
  }
}

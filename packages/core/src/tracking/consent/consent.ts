/** What a shopper may allow. `essential` needs no word of theirs. */
export const CATEGORIES = ['essential', 'functional', 'performance', 'targeting'] as const
export type Category = (typeof CATEGORIES)[number]

/** `unknown`: nobody has said so yet, and it may still come. */
export type ConsentVerdict = 'granted' | 'denied' | 'unknown'
export type Consent = Readonly<Record<Category, ConsentVerdict>>

/** What one source says of it; of what it does not name it has no opinion. */
export type ConsentSaid = Readonly<Partial<Record<Category, ConsentVerdict>>>

/**
 * Of all that is said the strictest: one no is no, and one that is still thinking is waited for. What nobody speaks of
 * is unknown, never allowed.
 */
export function strictest(said: readonly ConsentSaid[]): Consent {
  const of = (category: Category): ConsentVerdict => {
    const verdicts = said.flatMap((source) => source[category] ?? [])
    if (verdicts.includes('denied')) return 'denied'
    return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'granted'
  }
  return {
    essential: 'granted',
    functional: of('functional'),
    performance: of('performance'),
    targeting: of('targeting'),
  }
}

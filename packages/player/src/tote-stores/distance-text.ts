/** Where roads are measured in miles. */
const MILES: ReadonlySet<string | undefined> = new Set(['US', 'GB', 'LR', 'MM'])
/** Nobody stands in the store by so rough a measure. */
const LEAST = 0.1
const METRES_A_MILE = 1609.344

/** As the shopper's country measures. No closer than the place was told: about a hundred metres. */
export function distanceText(lang: string, metres: number): string {
  const isMiles = MILES.has(new Intl.Locale(lang).maximize().region)
  const distance = Math.max(LEAST, metres / (isMiles ? METRES_A_MILE : 1000))
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: isMiles ? 'mile' : 'kilometer',
    maximumFractionDigits: distance < 10 ? 1 : 0,
  }).format(distance)
}

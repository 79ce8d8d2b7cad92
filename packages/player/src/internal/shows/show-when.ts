const DAY_MS = 24 * 60 * 60_000

/**
 * When a show begins or was, as short as it is clear: the time today, the weekday within a week, else the date. On the
 * shopper's own calendar and clock.
 */
export function showWhen(startsAtMs: number, nowMs: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, formatOf(startsAtMs, nowMs)).format(startsAtMs)
}

function formatOf(startsAtMs: number, nowMs: number): Intl.DateTimeFormatOptions {
  const time = { hour: 'numeric', minute: '2-digit' } as const
  if (isSameDay(startsAtMs, nowMs)) return time
  const away = startsAtMs - nowMs
  if (away > 0 && away < 6 * DAY_MS) return { weekday: 'short', ...time }
  const isThisYear = new Date(startsAtMs).getFullYear() === new Date(nowMs).getFullYear()
  const date = { day: 'numeric', month: 'short' } as const
  if (!isThisYear) return { ...date, year: 'numeric' }
  return away > 0 ? { ...date, ...time } : date
}

function isSameDay(aMs: number, bMs: number): boolean {
  return new Date(aMs).toDateString() === new Date(bMs).toDateString()
}

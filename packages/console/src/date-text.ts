/** A day and its time, by the clock of a place or of who reads it. */
export function dateText(atMs: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    atMs,
  )
}

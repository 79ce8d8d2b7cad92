/** A moment that a page's address names. */
export interface LinkedMoment {
  /** Null for the page's first player. */
  readonly show: string | null
  readonly at:
    { readonly from: 'show'; readonly seconds: number } | { readonly from: 'clock'; readonly pdt: number }
}

const IN_FRAGMENT = /[#&]tote-t=([^&]*)/
const PARTS = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/
const CLOCK = /^(?:(\d+):)?(\d{1,2}):(\d{2})$/
/** Milliseconds since 1970 have so many digits from 2001 to 2286; no show lasts that many seconds. */
const EPOCH = /^\d{13}$/

/** Null when the address names none; `bad` with the value when it cannot be read. */
export function parseMomentLink(hash: string): LinkedMoment | { readonly bad: string } | null {
  const found = IN_FRAGMENT.exec(hash)
  if (found === null) return null
  const value = decode(found[1] ?? '')
  const split = value.lastIndexOf('@')
  const show = split > 0 ? value.slice(0, split) : null
  const at = parseTime(split >= 0 ? value.slice(split + 1) : value)
  return at === null || split === 0 ? { bad: value } : { show, at }
}

/** The page's address with the moment in its fragment, and nothing else there: no ticket is passed on with it. */
export function toMomentLink(page: string, { show, seconds }: { show: string; seconds: number }): string {
  const url = new URL(page)
  url.hash = `tote-t=${encodeURIComponent(show)}@${toParts(Math.max(0, Math.floor(seconds)))}`
  return url.href
}

function parseTime(text: string): LinkedMoment['at'] | null {
  if (EPOCH.test(text)) return { from: 'clock', pdt: Number(text) }
  const clock = CLOCK.exec(text)
  if (clock !== null) return inShow(clock[1], clock[2], clock[3])
  const parts = PARTS.exec(text)
  if (parts !== null && text !== '') return inShow(parts[1], parts[2], parts[3])
  const date = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? null : { from: 'clock', pdt: date }
}

function inShow(hours = '0', minutes = '0', seconds = '0'): LinkedMoment['at'] {
  return { from: 'show', seconds: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) }
}

function toParts(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${hours > 0 ? `${hours}h` : ''}${seconds >= 60 ? `${minutes}m` : ''}${seconds % 60}s`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not written by us: told as it stands.
    return text
  }
}

import { parseCartLink, type LinkedLine } from '@tote/protocol'

const IN_FRAGMENT = /[#&]tote-cart=([^&]*)/

/** What a page's address names as a shared basket; `bad` when it cannot be read, null when it names none. */
export function readShared(hash: string): readonly LinkedLine[] | 'bad' | null {
  const found = IN_FRAGMENT.exec(hash)?.[1]
  return found === undefined ? null : (parseCartLink(decode(found)) ?? 'bad')
}

/** The page's address with these contents in its fragment, and nothing else there: no ticket is passed on with it. */
export function toSharedLink(page: string, contents: string): string {
  const url = new URL(page)
  url.hash = `tote-cart=${contents}`
  return url.href
}

/** Answered, it leaves the address: a reload asks no second time. The rest of the fragment stays. */
export function dropShared({ location, history }: Window): void {
  const rest = location.hash.replace(IN_FRAGMENT, '').replace(/^[#&]?/, '')
  const hash = rest === '' ? '' : `#${rest}`
  history.replaceState(history.state, '', location.pathname + location.search + hash)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

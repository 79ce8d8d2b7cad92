const FOR_FRAME = /[#&](tote-(?:cart|t)=[^&]*)/g
const SHARED = /[#&]tote-cart=[^&]*/

/** The page's address without its fragment and whoever is named in it: what links that are made in the frame lead to. */
export function addressOf({ origin, pathname, search }: Location): string {
  return origin + pathname + search
}

/**
 * What of the page's fragment is for the player in a frame: shared contents and a moment, the cart first; empty for neither.
 * An address is the page's first player's; a moment that names its show is for whoever has that.
 */
export function hashFor(hash: string, isFirst: boolean): string {
  const parts = [...hash.matchAll(FOR_FRAME)]
    .map(([, part = '']) => part)
    .filter((part) => isFirst || /^tote-t=.*@/.test(part))
  const named = (name: string) => parts.find((part) => part.startsWith(name)) ?? []
  const given = [named('tote-cart='), named('tote-t=')].flat()
  return given.length === 0 ? '' : `#${given.join('&')}`
}

/** Handed over, shared contents leave the address: a reload asks no second time. The rest of the fragment stays. */
export function dropHanded({ location, history }: Window): void {
  if (!SHARED.test(location.hash)) return
  const rest = location.hash.replace(SHARED, '').replace(/^[#&]?/, '')
  history.replaceState(history.state, '', location.pathname + location.search + (rest && `#${rest}`))
}

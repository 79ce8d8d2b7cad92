const IN_FRAGMENT = /[#&]tote-friends=([^&]*)/
const SECRET = /^tf_[\w-]{22}$/

/** What a page's address invites to; `bad` when it is not whole, null when it invites to nothing. */
export function readInvite(hash: string): string | null {
  const found = IN_FRAGMENT.exec(hash)?.[1]
  if (found === undefined) return null
  return SECRET.test(found) ? found : 'bad'
}

/** The page's address with this secret in its fragment, which no server is sent, and nothing else there. */
export function toInviteLink(page: string, secret: string): string {
  const url = new URL(page)
  url.hash = `tote-friends=${secret}`
  return url.href
}

/** Read, it leaves the address, so that neither a reload nor a copied address carries it. The rest of the fragment stays. */
export function dropInvite({ location, history }: Window): void {
  const rest = location.hash.replace(IN_FRAGMENT, '').replace(/^[#&]?/, '')
  history.replaceState(history.state, '', location.pathname + location.search + (rest && `#${rest}`))
}

import { toClaimCode } from '@tote/protocol'

const IN_FRAGMENT = /#pickup=([^&]*)/

/** A pick-up code as a person types it, or as a scanner does that types what a shopper's picture holds; null when it is none. */
export function toPickupCode(typed: string): string | null {
  return toClaimCode(IN_FRAGMENT.exec(typed)?.[1] ?? typed)
}

/** The code that this page was opened with, by a phone's camera; null when there is none. Taken out of the address. */
export function takePickupCode({ location, history }: Window): string | null {
  if (!IN_FRAGMENT.test(location.hash)) return null
  const code = toPickupCode(location.hash)
  history.replaceState(history.state, '', location.pathname + location.search)
  return code
}

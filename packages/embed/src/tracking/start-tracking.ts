import { trackPlayers, type PageTracking } from '@tote/player/tracking'

/**
 * Tracks the page as its script tag says: `data-track` with `data-layer` (makes a `dataLayer` where there is none) and
 * `no-hub` (the hub is told nothing), and `data-consent` with what the page knows to be allowed, such as `performance`.
 */
export function startTracking(page: Document): PageTracking {
  const tag = page.querySelector<HTMLElement>('script[data-track]')
  const words = (value: string | undefined) => value?.split(/\s+/).filter((word) => word !== '') ?? []
  const wishes = words(tag?.dataset['track'])
  const tracking = trackPlayers({
    document: page,
    dataLayer: wishes.includes('data-layer') ? 'make' : 'present',
    hub: !wishes.includes('no-hub'),
  })
  tracking.consent.set(Object.fromEntries(words(tag?.dataset['consent']).map((category) => [category, true])))
  const tote = page.defaultView?.tote
  if (tote !== undefined && !Array.isArray(tote)) {
    // What the page said before this was here, and says from now on.
    tracking.consent.set(tote.consent)
    tote.consent.set = (given) => tracking.consent.set(given)
    tote.tracking = tracking
  }
  return tracking
}

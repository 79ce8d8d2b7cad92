/** Where the loader, which ran first, left the ticket it lifted: a function that gives it once. */
const LIFTED = Symbol.for('tote.ticket')

const IN_FRAGMENT = /[#&]tote=(tt_[A-Za-z0-9_-]+)/

type TicketDocument = Document & { [LIFTED]?: () => unknown }

/**
 * The ticket that came in the page's address, once: from the loader, or lifted here. It leaves the address
 * at once, so that neither a reload nor a copied link carries it; the rest of the fragment stays.
 */
export function takeTicket(page: TicketDocument): string | null {
  const lifted = page[LIFTED]?.()
  if (typeof lifted === 'string') return lifted
  const view = page.defaultView
  if (view === null) return null
  const { location, history } = view
  const found = IN_FRAGMENT.exec(location.hash)
  if (found === null) return null
  const rest = location.hash.replace(found[0], '').replace(/^[#&]?/, '')
  history.replaceState(
    history.state,
    '',
    location.pathname + location.search + (rest === '' ? '' : `#${rest}`),
  )
  return found[1] ?? null
}

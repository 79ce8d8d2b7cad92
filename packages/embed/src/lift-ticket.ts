/** Under this name the document hands over the ticket that came in its address: once, then null. */
export const TICKET = Symbol.for('tote.ticket')

const IN_FRAGMENT = /[#&]tote=(tt_[A-Za-z0-9_-]+)/

/**
 * Takes a ticket out of the address, so that neither a reload nor a copied link carries it, and keeps it
 * for the one player that asks. The rest of the fragment stays as it was.
 */
export function liftTicket(document: Document): void {
  const { location, history } = document.defaultView ?? window
  const [found, caught] = IN_FRAGMENT.exec(location.hash) ?? []
  if (found === undefined) return
  let ticket: string | null = caught ?? null
  const rest = location.hash.replace(found, '').replace(/^[#&]?/, '')
  history.replaceState(history.state, '', location.pathname + location.search + (rest && `#${rest}`))
  Object.defineProperty(document, TICKET, {
    configurable: true,
    value: () => {
      const once = ticket
      ticket = null
      return once
    },
  })
}

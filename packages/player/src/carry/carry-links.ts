import type { Tote } from '@tote/core'

/** A click does not wait longer for a ticket than this: then the link leads there without. */
const WAIT_FOR_TICKET_MS = 500
/** A ticket lives a minute; one minted on hover may be old by the click. */
const TICKET_GOOD_FOR_MS = 45_000

interface Ready {
  readonly ticket: Promise<string | null>
  readonly atMs: number
  /** Once it has come. */
  value: string | null
}

/**
 * Lets links to the tenant's other sites carry the journey: a ticket is minted when somebody is about to
 * follow one, put into its fragment for the moment of the click, and taken out again. Never for an origin
 * the hub has not named; never for a link with `data-tote-no-carry`. Returns the stop.
 */
export function carryLinks(page: Document, tote: Tote): () => void {
  const ready = new WeakMap<HTMLAnchorElement, Ready>()

  const prepare = (event: Event) => {
    const link = linkOf(event, tote)
    if (link !== null) mint(link)
  }

  const mint = (link: HTMLAnchorElement): Ready => {
    const known = ready.get(link)
    if (known !== undefined && Date.now() - known.atMs < TICKET_GOOD_FOR_MS) return known
    const made: Ready = {
      ticket: tote.journey.mintTicket(new URL(link.href).origin),
      atMs: Date.now(),
      value: null,
    }
    void made.ticket.then((ticket) => (made.value = ticket))
    ready.set(link, made)
    return made
  }

  const onClick = (event: MouseEvent) => {
    const link = linkOf(event, tote)
    if (link === null || event.defaultPrevented) return
    const minted = mint(link)
    if (minted.value !== null) {
      // One ticket, one journey: the next click gets its own.
      ready.delete(link)
      decorate(link, minted.value)
      return
    }
    if (!isPlainClick(event, link)) return
    event.preventDefault()
    void go(link, minted)
  }

  const go = async (link: HTMLAnchorElement, { ticket }: Ready) => {
    const { href } = link
    const late = new Promise<null>((done) => setTimeout(() => done(null), WAIT_FOR_TICKET_MS))
    const carried = await Promise.race([ticket, late])
    ready.delete(link)
    page.defaultView?.location.assign(carried === null ? href : withTicket(href, carried))
  }

  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') prepare(event)
  }
  page.addEventListener('pointerdown', prepare, true)
  page.addEventListener('focusin', prepare, true)
  page.addEventListener('keydown', onKey, true)
  // After the page's own handlers, so that a link they cancel stays cancelled.
  page.addEventListener('click', onClick)
  return () => {
    page.removeEventListener('pointerdown', prepare, true)
    page.removeEventListener('focusin', prepare, true)
    page.removeEventListener('keydown', onKey, true)
    page.removeEventListener('click', onClick)
  }
}

/** The link an event is about, if it leads to a site that may carry on the journey. */
function linkOf(event: Event, tote: Tote): HTMLAnchorElement | null {
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
  if (link === undefined || link.href === '' || link.hasAttribute('data-tote-no-carry')) return null
  const url = URL.canParse(link.href) ? new URL(link.href) : null
  if (url === null || url.origin === location.origin) return null
  return tote.journey.$carryTo.get().includes(url.origin) ? link : null
}

/** For this click only: the next task finds the link as it was. */
function decorate(link: HTMLAnchorElement, ticket: string): void {
  const before = link.getAttribute('href')
  link.href = withTicket(link.href, ticket)
  setTimeout(() => {
    if (before !== null) link.setAttribute('href', before)
  }, 0)
}

function withTicket(href: string, ticket: string): string {
  return `${href}${href.includes('#') ? '&' : '#'}tote=${ticket}`
}

function isPlainClick(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  return (
    event.button === 0 && !isModified && (link.target === '' || link.target === '_self') && !link.download
  )
}

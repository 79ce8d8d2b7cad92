import type { Tote } from '@tote/core'

/** A click does not wait longer for a ticket than this: then the link leads there without. */
const WAIT_FOR_TICKET_MS = 500
/** For one by the hub: the first loads a part that is seldom needed, and without it the basket stays behind. */
const WAIT_FOR_HUB_MS = 3000
/** A ticket lives a minute; one minted on hover may be old by the click. */
const TICKET_GOOD_FOR_MS = 45_000
/** The hub takes no longer address to go on to. */
const MAX_ADDRESS = 2000

/** A link that may carry the journey: to a trusted site with a ticket, to another by the hub's own window. */
interface Aim {
  readonly link: HTMLAnchorElement
  readonly isByHub: boolean
}

interface Ready {
  readonly ticket: Promise<string | null>
  readonly atMs: number
  /** Once it has come. */
  value: string | null
}

/**
 * Lets links to the tenant's other sites carry the journey: a ticket is minted when somebody is about to
 * follow one, put into its fragment for the moment of the click, and taken out again. A site that is not trusted gets
 * none: its link leads through a window of the hub, which asks the shopper and goes on there with nothing added. Never
 * for an origin the hub has not named; never for a link with `data-tote-no-carry`. Returns the stop.
 */
export function carryLinks(page: Document, tote: Tote): () => void {
  const ready = new WeakMap<HTMLAnchorElement, Ready>()

  const prepare = (event: Event) => {
    const aim = aimOf(event, tote)
    if (aim !== null) mint(aim)
  }

  const mint = ({ link, isByHub }: Aim): Ready => {
    const known = ready.get(link)
    if (known !== undefined && Date.now() - known.atMs < TICKET_GOOD_FOR_MS) return known
    const made: Ready = {
      ticket: isByHub ? mintForHub(tote) : tote.journey.mintTicket(new URL(link.href).origin),
      atMs: Date.now(),
      value: null,
    }
    void made.ticket.then((ticket) => (made.value = ticket))
    ready.set(link, made)
    return made
  }

  const onClick = (event: MouseEvent) => {
    const aim = aimOf(event, tote)
    if (aim === null || event.defaultPrevented) return
    const minted = mint(aim)
    if (minted.value !== null) {
      // One ticket, one journey: the next click gets its own.
      ready.delete(aim.link)
      decorate(aim, minted.value)
      return
    }
    if (!isPlainClick(event, aim.link)) return
    event.preventDefault()
    void go(aim, minted)
  }

  const go = async (aim: Aim, { ticket }: Ready) => {
    const { href } = aim.link
    const waitMs = aim.isByHub ? WAIT_FOR_HUB_MS : WAIT_FOR_TICKET_MS
    const late = new Promise<null>((done) => setTimeout(() => done(null), waitMs))
    const carried = await Promise.race([ticket, late])
    ready.delete(aim.link)
    page.defaultView?.location.assign(carried === null ? href : withTicket(aim, carried))
  }

  const withTicket = ({ link: { href }, isByHub }: Aim, ticket: string) =>
    isByHub
      ? `${tote.hub}/adopt?to=${encodeURIComponent(href)}#tote=${ticket}`
      : `${href}${href.includes('#') ? '&' : '#'}tote=${ticket}`

  /** For this click only: the next task finds the link as it was. */
  const decorate = (aim: Aim, ticket: string) => {
    const { link } = aim
    const before = link.getAttribute('href')
    link.href = withTicket(aim, ticket)
    setTimeout(() => {
      if (before !== null) link.setAttribute('href', before)
    }, 0)
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

/** The link an event is about, if it leads to a site that the journey may go on to. */
function aimOf(event: Event, tote: Tote): Aim | null {
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
  if (link === undefined || link.href === '' || link.hasAttribute('data-tote-no-carry')) return null
  const url = URL.canParse(link.href) ? new URL(link.href) : null
  if (url === null || url.origin === location.origin) return null
  if (tote.journey.$carryTo.get().includes(url.origin)) return { link, isByHub: false }
  const shown = tote.show.$show.get()
  const isByHub =
    shown.status === 'ready' &&
    shown.adoptTo?.includes(url.origin) === true &&
    link.href.length <= MAX_ADDRESS &&
    // A question on the way is for a basket that there is.
    tote.cart.$cart.get().totalQuantity > 0
  return isByHub ? { link, isByHub } : null
}

/** For the hub's own window; null when there can be none now: the link then leads there without the journey. */
function mintForHub(tote: Tote): Promise<string | null> {
  return tote.journey.carry().then(
    (room) => room.mintTicket(new URL(tote.hub).origin),
    () => null,
  )
}

function isPlainClick(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
  return (
    event.button === 0 && !isModified && (link.target === '' || link.target === '_self') && !link.download
  )
}

import type { TotePlayer, ToteCheckoutRequestEvent } from '@tote/player'
import { usableTokens, type FrameLook, type Hello, type ToFrame, type ToHost } from '@tote/player/isolated'
import type { FrameFacts, FrameSite } from './frame-facts.ts'
import { frameStyles } from './frame.styles.ts'
import { guardFrame } from './frame-guard.ts'
import { goToPay } from './go-to-pay.ts'
import { offerQuietly } from './offer-quietly.ts'

/** Under this name the player finds whose page is around the frame. */
const EMBEDDED_IN = Symbol.for('tote.embedded-in')
/** And under this one where links to that page lead, in place of the frame's own address. */
const PAGE = Symbol.for('tote.page')
/** From there on the panel stands beside the picture, and the page's own sheet says how high that is. */
const WIDE_REM = 47
const TOLD_FOR_MS = 6000

export interface FramePlayer {
  hear(message: ToFrame): void
}

/** Fills the frame with a player, and tells the page around it the little that is for it. */
export function showPlayer(
  page: Document,
  {
    facts,
    site,
    hello,
    tell,
  }: { facts: FrameFacts; site: FrameSite; hello: Hello; tell(message: ToHost): void },
): FramePlayer {
  Object.defineProperty(page, EMBEDDED_IN, { value: site.origin })
  Object.defineProperty(page, PAGE, { value: addressAt(site, hello.page) })
  if (hello.hash !== '') setHash(hello.hash)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(frameStyles)
  page.adoptedStyleSheets = [sheet]
  page.documentElement.lang = hello.locale

  const player = page.createElement('tote-player')
  player.hub = facts.hub
  player.key = facts.key
  player.show = hello.show
  // Its corner would be the frame's, where nobody looks.
  player.setAttribute('no-mini', '')
  dress(player, hello.look)
  setHeight(player, hello.size)
  let stops: (() => void)[] = []
  let isHeld = false
  player.addEventListener('tote-ready', () => {
    for (const stop of stops) stop()
    stops = follow(player, site, tell)
  })
  player.addEventListener('playing', () => tell({ t: 'state', isPlaying: true }))
  player.addEventListener('pause', () => tell({ t: 'state', isPlaying: false }))
  player.addEventListener('tote-error', ({ error }) =>
    tell({ t: 'fault', code: error.code, message: error.message }),
  )
  player.addEventListener('tote-checkout-request', (event: ToteCheckoutRequestEvent) =>
    goToPay(player, event, () => tell({ t: 'checkout' })),
  )
  const told = page.createElement('p')
  told.setAttribute('role', 'alert')
  page.body.append(player, told)
  guardFrame(page.documentElement, { onRefused: () => say(told, player.words.text('player.covered')) })
  new ResizeObserver(() => tell({ t: 'resize', blockSize: heightOf(player) })).observe(player)
  void player.updateComplete.then(() => tell({ t: 'ready', label: player.words.text('player.labelEmpty') }))
  return { hear }

  function hear(message: ToFrame): void {
    switch (message.t) {
      case 'show':
        player.show = message.show
        return
      case 'locale':
        page.documentElement.lang = message.locale
        return
      case 'look':
        dress(player, message.look)
        return
      case 'size':
        setHeight(player, message.size)
        return
      case 'hash':
        setHash(message.hash)
        return
      case 'visibility':
        if (!message.isShown) {
          isHeld = !player.paused
          player.pause()
        } else if (isHeld) void player.play()
        return
      case 'play':
        void player.play()
        return
      case 'pause':
        player.pause()
        return
      default:
        message satisfies never
    }
  }
}

/** Tells what is known of the show it has now, and of its basket where this site may know. */
function follow(player: TotePlayer, site: FrameSite, tell: (message: ToHost) => void): (() => void)[] {
  const { tote } = player
  if (tote === null) return []
  let quantity = -1
  const stopShow = tote.show.$show.subscribe((state) => {
    if (state.status !== 'ready') return
    tell({ t: 'ready', label: player.words.text('player.label', { title: state.show.title }) })
  })
  const stopOffer = offerQuietly(player.ownerDocument, tote)
  if (!site.tellsCount) return [stopShow, stopOffer]
  const stopCart = tote.cart.$cart.subscribe(({ status, totalQuantity }) => {
    if (status !== 'ready' || totalQuantity === quantity) return
    quantity = totalQuantity
    tell({ t: 'count', quantity })
  })
  return [stopShow, stopOffer, stopCart]
}

/** The page's own word of where it is, as far as the browser bears it out: never another site's. */
function addressAt({ origin }: FrameSite, page: string | null): string | null {
  const url = new URL(page ?? 'about:blank')
  return url.origin === origin ? origin + url.pathname + url.search : null
}

/** The frame's address takes what the page's was led to, and the player reads it as it does anywhere. */
function setHash(hash: string): void {
  history.replaceState(null, '', hash)
  dispatchEvent(new HashChangeEvent('hashchange'))
}

function dress(player: TotePlayer, look: FrameLook): void {
  const { theme } = look
  player.theme = theme === 'light' || theme === 'dark' || theme === 'auto' ? theme : null
  for (const [name, value] of Object.entries(usableTokens(look))) player.style.setProperty(name, value)
}

/** The page's window is what the picture must fit into; the frame's own grows with the picture. */
function setHeight(player: TotePlayer, windowHeight: number): void {
  player.style.setProperty('--tote-player-max-block-size', `${Math.round(windowHeight)}px`)
}

function heightOf(player: TotePlayer): number | null {
  const { width, height } = player.getBoundingClientRect()
  const rem = Number.parseFloat(getComputedStyle(player.ownerDocument.documentElement).fontSize)
  return width >= WIDE_REM * rem ? null : Math.ceil(height)
}

function say(place: HTMLElement, text: string): void {
  place.textContent = text
  setTimeout(() => {
    if (place.textContent === text) place.textContent = ''
  }, TOLD_FOR_MS)
}

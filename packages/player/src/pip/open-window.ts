import { DRESS, type DressingDocument } from '../internal/dress.ts'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { dressWindow } from './dress-window.ts'
import { createEmptyPlace } from './empty-place.ts'
import { giveSheetsBack, SheetCopies, takeSheets } from './sheets.ts'
import { documentPipOf, IN_WINDOW } from './window-support.ts'

/** As a phone is: the form of the player in which products and basket come over the picture. */
const SIZE = { width: 400, height: 711 }

/**
 * Puts the whole player into a window of its own that stays on top: picture, products, basket. It is the same element, so
 * that the show goes on without a gap, and it comes back to its place when that window closes. No frame, no second player.
 * @throws DOMException what the browser says when it will not open one.
 */
export async function openWindow(player: TotePlayer): Promise<void> {
  const page = player.ownerDocument
  const view = page.defaultView
  const pip = documentPipOf(view)
  if (view === null || pip === null) return
  const opened = await pip.requestWindow(SIZE)
  // Removed while the browser opened it.
  if (!player.isConnected) {
    opened.close()
    return
  }
  const copies = new SheetCopies(opened)
  const sheets = takeSheets(player)
  const mini = player.renderRoot.querySelector('tote-mini')
  mini?.leave()
  const place = createEmptyPlace(player, {
    text: mini?.text('pip.away') ?? '',
    button: mini?.text('mini.bring') ?? '',
    onReturn: () => opened.close(),
  })
  dressWindow(opened, { player, copies })
  const dressing: DressingDocument = opened.document
  dressing[DRESS] = (element) => copies.dress(element)

  const wasPaused = player.paused
  player.setAttribute(IN_WINDOW, '')
  player.before(place)
  opened.document.body.append(player)
  for (const [root, own] of sheets)
    if (root.adoptedStyleSheets.length === 0) root.adoptedStyleSheets = own.map((sheet) => copies.of(sheet))
  playOn(player, wasPaused)

  const bringBack = () => {
    const isPaused = player.paused
    player.removeAttribute(IN_WINDOW)
    // A page that took the place away meanwhile wants no player there.
    if (place.isConnected) place.replaceWith(player)
    else player.remove()
    giveSheetsBack(player, sheets)
    playOn(player, isPaused)
  }
  opened.addEventListener('pagehide', bringBack, { once: true })
  // A page that takes the place away has no show any more.
  const watch = new MutationObserver(() => {
    if (!place.isConnected) opened.close()
  })
  watch.observe(page, { childList: true, subtree: true })
  opened.addEventListener('pagehide', () => watch.disconnect(), { once: true })
  // The browser closes it with the page, too late for the next page to be told.
  const onLeave = () => mini?.keep()
  view.addEventListener('pagehide', onLeave)
  opened.addEventListener('pagehide', () => view.removeEventListener('pagehide', onLeave), { once: true })
}

/** A picture that changes its document may be paused by that. */
function playOn(player: TotePlayer, wasPaused: boolean): void {
  if (!wasPaused && player.paused) void player.video?.play().catch(() => undefined)
}

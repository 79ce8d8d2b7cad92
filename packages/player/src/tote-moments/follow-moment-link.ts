import type { Tote } from '@tote/core'
import { ToteError } from '@tote/protocol'
import type { TotePlayer } from '../tote-player/tote-player.ts'
import { parseMomentLink, type LinkedMoment } from './moment-link.ts'

/**
 * Goes to the moment that the page's address names, when the picture can: it does not start by itself. Follows the address
 * while the page stays. A moment that cannot be read, or that the show does not have, is told and passed over. Returns the stop.
 */
export function followMomentLink(player: TotePlayer, tote: Tote): () => void {
  const view = player.ownerDocument.defaultView
  let stopShow = () => {}

  const follow = () => {
    const link = parseMomentLink(view?.location.hash ?? '')
    if (link === null || !isFirst(player, link)) return
    if ('bad' in link) {
      tell(`#tote-t=${link.bad} is no moment. Write seconds (754), 12m34s, 12:34, or a date with a time.`)
      return
    }
    if (link.show !== null && link.show !== player.show) return
    stopShow()
    stopShow = tote.show.$show.subscribe((shown) => {
      if (shown.status !== 'ready') return
      queueMicrotask(() => stopShow())
      const { startsAt, endedAt } = shown.show
      const pdt = link.at.from === 'clock' ? link.at.pdt : startsAt + link.at.seconds * 1000
      const end = endedAt ?? tote.connection.hubNow()
      if (pdt < startsAt || pdt > end)
        tell('The moment in #tote-t= is not in this show: it lies before its start or after its end.')
      else goTo(pdt)
    })
  }
  const goTo = (pdt: number) => {
    player.scrollIntoView({ block: 'center' })
    void tote.playback.goTo(pdt).then((isThere) => {
      if (!isThere && player.isConnected && tote.playback.$position.get() !== null)
        tell('The moment in #tote-t= is no longer in the live stream.')
    })
  }
  const tell = (message: string) =>
    player.onPlaybackFault(new ToteError('bad_attribute', message, { details: { field: 'tote-t' } }))

  follow()
  view?.addEventListener('hashchange', follow)
  return () => {
    stopShow()
    view?.removeEventListener('hashchange', follow)
  }
}

/** An address that names no show is the first player's. */
function isFirst(player: TotePlayer, link: LinkedMoment | { readonly bad: string }): boolean {
  if ('show' in link && link.show !== null) return true
  return player.ownerDocument.querySelector('tote-player') === player
}

import type { TotePlayer } from '../tote-player/tote-player.ts'
import { takeSight, type KeptSight } from './kept-sight.ts'
import { miniSheet } from './mini-stage.styles.ts'
import { VISITING } from './mini-marks.ts'
import type { ToteMini } from './tote-mini.ts'

/**
 * Goes on with the show of the page before: in this page's own player of that show; else in one that is only there for
 * the corner. Does nothing when there is nothing to go on with.
 */
export async function resumeSight(page: Document): Promise<void> {
  const view = page.defaultView
  const kept = view === null ? null : takeSight(() => view.sessionStorage, Date.now())
  if (kept === null) return
  await parsed(page)
  const player = findPlayer(page, kept) ?? createVisitor(page, kept)
  await player.updateComplete
  await player.renderRoot.querySelector('tote-mini')?.resume(kept)
}

function parsed(page: Document): Promise<void> {
  if (page.readyState !== 'loading') return Promise.resolve()
  return new Promise((done) => page.addEventListener('DOMContentLoaded', () => done(), { once: true }))
}

function findPlayer(page: Document, { hub, show }: KeptSight): TotePlayer | undefined {
  return [...page.querySelectorAll('tote-player')].find(
    (player) => player.show === show && (player.hub === null || sameOrigin(player.hub, hub)),
  )
}

function sameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin
}

function createVisitor(page: Document, { hub, key, show }: KeptSight): TotePlayer {
  const player = page.createElement('tote-player')
  player.setAttribute(VISITING, '')
  Object.assign(player, { hub, key, show })
  page.body.append(player)
  const sheet = miniSheet(page)
  if (sheet !== null) player.shadowRoot?.adoptedStyleSheets.push(sheet)
  return player
}

// Whoever loads this has defined both.
declare global {
  interface HTMLElementTagNameMap {
    'tote-player': TotePlayer
    'tote-mini': ToteMini
  }
}

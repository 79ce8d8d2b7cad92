import type { Corner } from './corners.ts'
import { miniSheet } from './mini-stage.styles.ts'

/** The stage in the corner, and its room in the page. `leave` puts it back. */
export interface MiniStage {
  moveTo(corner: Corner): void
  leave(): void
}

/**
 * Lifts the stage of a player into the top layer, at a corner of the window. It is not taken out of the document, so
 * that the picture plays on; its room stays open, so that nothing in the page moves.
 */
export function enterMini(
  stage: HTMLElement,
  { corner, away }: { corner: Corner; away: HTMLElement },
): MiniStage {
  const root = stage.getRootNode()
  const sheet = miniSheet(stage.ownerDocument)
  if (root instanceof ShadowRoot && sheet !== null && !root.adoptedStyleSheets.includes(sheet))
    root.adoptedStyleSheets.push(sheet)
  stage.after(away)
  stage.dataset['corner'] = corner
  stage.popover = 'manual'
  stage.showPopover()
  return {
    moveTo(next) {
      const from = stage.getBoundingClientRect()
      stage.dataset['corner'] = next
      glide(stage, from)
    },
    leave() {
      if (stage.matches(':popover-open')) stage.hidePopover()
      stage.popover = null
      delete stage.dataset['corner']
      stage.style.removeProperty('translate')
      away.remove()
    },
  }
}

/** From where it was to where it is; at once for who wants less motion. */
function glide(stage: HTMLElement, from: DOMRect): void {
  stage.style.removeProperty('translate')
  const to = stage.getBoundingClientRect()
  const view = stage.ownerDocument.defaultView
  if (view === null || view.matchMedia('(prefers-reduced-motion: reduce)').matches) return
  stage.animate([{ translate: `${from.left - to.left}px ${from.top - to.top}px` }, { translate: 'none' }], {
    duration: 280,
    easing: 'cubic-bezier(0.22, 0.8, 0.24, 1)',
  })
}

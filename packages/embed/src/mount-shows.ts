import type { LoadChunk } from './chunks.ts'
import { tellFault } from './embed-fault.ts'
import { onceNear, whenIdle } from './once-near.ts'
import type { ScriptTag } from './script-tag.ts'

/** What leads to shows: our own elements, what the page marks as a place for a gallery, and buttons of its own. */
export const SHOWS = 'tote-gallery,tote-launcher,[data-tote-gallery],[data-tote-launcher]'

/** Looks after one of them until the code that draws it is there, which is not before it is near or wanted. */
export function mountShows(element: HTMLElement, tag: ScriptTag, load: LoadChunk): void {
  const view = element.ownerDocument.defaultView
  const trigger = element.dataset['toteLauncher']
  const loadShows = () => load('shows').catch((given: unknown) => void tellFault(element, { given }, load))
  const mount = () => void loadShows().then((chunk) => chunk?.mountShows(element, tag))

  if (view === null) return
  if (trigger === undefined) {
    // One that floats is near wherever it stands in the page.
    if (element.localName === 'tote-launcher') whenIdle(view, mount)
    else onceNear(element, view, mount)
    return
  }
  if (trigger === '') {
    void tellFault(element, { field: 'data-tote-launcher' }, load)
    return
  }
  element.addEventListener('pointerenter', () => void loadShows(), { once: true })
  element.addEventListener('click', (event) => {
    // A new tab is a new tab.
    if (event.ctrlKey || event.metaKey) return
    event.preventDefault()
    void loadShows().then((chunk) => {
      if (chunk) chunk.openShow(element, tag)
      // A link of the page leads where it always did.
      else if ('href' in element && typeof element.href === 'string') view.location.assign(element.href)
    })
  })
}

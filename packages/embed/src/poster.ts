import { posterStyles } from './poster.styles.ts'

export interface PosterOptions {
  readonly src: string | null
  onStart(): void
}

export interface Poster {
  /** The start button was pressed and the player is on its way. */
  showWaiting(): void
  /** Words in place of the start button; with `onRetry` a button under them. */
  showFault(words: string, onRetry?: () => void): void
  /** True while the shopper's focus is on it. */
  hasFocus(): boolean
  /** Takes away the button; the picture stays, for the player shows it. */
  remove(): void
}

const SVG = 'http://www.w3.org/2000/svg'
const adopted = new WeakMap<Document, CSSStyleSheet>()

/** Paints picture and start button into the element, before any framework is there. */
export function paintPoster(mount: HTMLElement, { src, onStart }: PosterOptions): Poster {
  const document = mount.ownerDocument
  adopt(mount)
  const poster = document.createElement('tote-poster')
  // In the player's own slot: it goes on showing the picture when it takes over, before it has asked the hub.
  if (src !== null && mount.querySelector(':scope > [slot=poster]') === null)
    mount.append(createPicture(document, src))
  poster.append(createStartButton(document, onStart))
  mount.prepend(poster)
  return {
    showWaiting() {
      poster.toggleAttribute('data-failed', false)
      poster.toggleAttribute('data-waiting', true)
      poster.querySelector('button')?.setAttribute('aria-busy', 'true')
    },
    showFault(words, onRetry) {
      poster.toggleAttribute('data-waiting', false)
      // What the page wrote for when there is no player is needed now.
      poster.toggleAttribute('data-failed', true)
      const text = document.createElement('p')
      text.setAttribute('role', 'alert')
      poster.replaceChildren(text, ...(onRetry === undefined ? [] : [createRetryButton(document, onRetry)]))
      // After it is in the page, so that it is read out.
      text.textContent = words
    },
    hasFocus: () => poster.contains(document.activeElement),
    remove: () => poster.remove(),
  }
}

function createPicture(document: Document, src: string): HTMLImageElement {
  const picture = document.createElement('img')
  picture.slot = 'poster'
  picture.alt = ''
  picture.decoding = 'async'
  picture.addEventListener('error', () => picture.remove())
  picture.src = src
  return picture
}

function createStartButton(document: Document, onStart: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.setAttribute('aria-label', 'Play the show')
  button.addEventListener('click', onStart)
  const icon = document.createElementNS(SVG, 'svg')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  const triangle = document.createElementNS(SVG, 'path')
  triangle.setAttribute('d', 'M6 3.5v17l14-8.500z')
  icon.append(triangle)
  button.append(icon)
  return button
}

function createRetryButton(document: Document, onRetry: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Try again'
  button.addEventListener('click', onRetry)
  return button
}

/** Once in each root: a sheet belongs to the document it was made in. */
function adopt(mount: HTMLElement): void {
  const document = mount.ownerDocument
  const root = mount.getRootNode()
  const view = document.defaultView
  if (view === null || !(root instanceof view.Document || root instanceof view.ShadowRoot)) return
  let sheet = adopted.get(document)
  if (sheet === undefined) {
    sheet = new view.CSSStyleSheet()
    sheet.replaceSync(posterStyles)
    adopted.set(document, sheet)
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
}

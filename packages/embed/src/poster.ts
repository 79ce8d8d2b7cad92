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

const adopted = new WeakMap<Document, CSSStyleSheet>()

/** Paints picture and start button into the element, before any framework is there. */
export function paintPoster(mount: HTMLElement, { src, onStart }: PosterOptions): Poster {
  const document = mount.ownerDocument
  adopt(mount)
  const poster = document.createElement('tote-poster')
  // In the player's own slot: it goes on showing the picture when it takes over, before it has asked the hub.
  if (src !== null && mount.querySelector(':scope > [slot=poster]') === null) {
    const picture = document.createElement('img')
    mount.append(
      Object.assign(picture, {
        slot: 'poster',
        alt: '',
        decoding: 'async',
        onerror: () => picture.remove(),
        src,
      }),
    )
  }
  const start = addButton(poster, onStart)
  start.setAttribute('aria-label', 'Play the show')
  mount.prepend(poster)
  return {
    showWaiting() {
      poster.dataset['is'] = 'waiting'
      poster.querySelector('button')?.setAttribute('aria-busy', 'true')
    },
    showFault(words, onRetry) {
      // What the page wrote for when there is no player is needed now.
      poster.dataset['is'] = 'failed'
      const text = document.createElement('p')
      text.setAttribute('role', 'alert')
      poster.replaceChildren(text)
      if (onRetry) addButton(poster, onRetry).textContent = 'Try again'
      // After it is in the page, so that it is read out.
      text.textContent = words
    },
    hasFocus: () => poster.contains(document.activeElement),
    remove: () => poster.remove(),
  }
}

function addButton(poster: HTMLElement, onclick: () => void): HTMLButtonElement {
  const button = Object.assign(poster.ownerDocument.createElement('button'), { type: 'button', onclick })
  poster.append(button)
  return button
}

/** Once in each root: a sheet belongs to the document it was made in. */
function adopt(mount: HTMLElement): void {
  const document = mount.ownerDocument
  const root = mount.getRootNode()
  const view = document.defaultView
  // An element out of the page has no sheets above it.
  if (view === null || !(root instanceof view.Document || root instanceof view.ShadowRoot)) return
  const sheets = root.adoptedStyleSheets
  let sheet = adopted.get(document)
  if (sheet === undefined) {
    sheet = new view.CSSStyleSheet()
    sheet.replaceSync(posterStyles)
    adopted.set(document, sheet)
  }
  if (!sheets.includes(sheet)) sheets.push(sheet)
}

/** In Chromium and Firefox on desktops; the type libraries do not know it yet. */
export interface DocumentPip {
  requestWindow(options: {
    readonly width: number
    readonly height: number
  }): Promise<Window & typeof globalThis>
  readonly window: Window | null
}

type PipView = Window & typeof globalThis & { readonly documentPictureInPicture?: DocumentPip }

/** On a player that is in a window of its own. */
export const IN_WINDOW = 'data-tote-window'

export function documentPipOf(view: PipView | null): DocumentPip | null {
  return view?.documentPictureInPicture ?? null
}

/** Only a page that is nobody's frame may open one. */
export function canOpenWindow({ ownerDocument }: Element): boolean {
  const view = ownerDocument.defaultView
  return documentPipOf(view) !== null && view?.top === view
}

export function isInWindow(player: Element): boolean {
  return player.hasAttribute(IN_WINDOW)
}

import { ToteGallery, ToteLauncher } from '@tote/player'
import type { ScriptTag } from '../script-tag.ts'

/** What the script tag gets by loading this: it is not loaded on a page that has none of them. */
export interface ShowsChunk {
  mountShows(element: HTMLElement, tag: ScriptTag): void
  openShow(trigger: HTMLElement, tag: ScriptTag): void
}

interface Showing extends HTMLElement {
  hub: string | null
  key: string | null
}

const launchers = new WeakMap<HTMLElement, ToteLauncher>()

/** Draws a gallery or launcher; in an element of the page's own, a gallery. */
export function mountShows(element: HTMLElement, tag: ScriptTag): void {
  define(element.ownerDocument)
  if (element.localName === 'tote-gallery' || element.localName === 'tote-launcher') {
    give(element as Showing, tag)
    return
  }
  const gallery = give(element.ownerDocument.createElement('tote-gallery'), tag)
  const layout = element.dataset['toteGallery'] ?? ''
  if (layout !== '') gallery.setAttribute('layout', layout)
  element.append(gallery)
}

/** Opens the show that a button of the page names. */
export function openShow(trigger: HTMLElement, tag: ScriptTag): void {
  const { ownerDocument } = trigger
  define(ownerDocument)
  let launcher = launchers.get(trigger)
  if (launcher === undefined) {
    launcher = give(ownerDocument.createElement('tote-launcher'), tag)
    launcher.noButton = true
    launchers.set(trigger, launcher)
    ownerDocument.body.append(launcher)
  }
  launcher.show = trigger.dataset['toteLauncher'] ?? null
  launcher.openShow()
}

function define({ defaultView }: Document): void {
  const registry = defaultView?.customElements
  if (registry === undefined) return
  if (registry.get('tote-gallery') === undefined) registry.define('tote-gallery', ToteGallery)
  if (registry.get('tote-launcher') === undefined) registry.define('tote-launcher', ToteLauncher)
}

/** As properties: no attribute sprouts on a page's element. What it has of its own stays. */
function give<Element extends Showing>(element: Element, tag: ScriptTag): Element {
  element.hub ??= tag.hub
  element.key ??= tag.key
  return element
}

import { textOf, type SheetCopies } from './sheets.ts'

type View = Window & typeof globalThis

/** What an element takes from those around it, beside the tokens. */
const INHERITED = ['color', 'font-family', 'font-size', 'line-height', 'letter-spacing', 'direction'] as const

/** Every `--tote-` and `--media-` property that a sheet of ours reads. */
const TOKEN = /--(?:tote|media)-[\w-]+/g

/**
 * Makes a window look as the page does where the player stands: language and direction, root font size, what is
 * inherited, the tokens, and the page's own sheets for what it has put into the player's slots.
 */
export function dressWindow(
  view: View,
  { player, copies }: { player: HTMLElement; copies: SheetCopies },
): void {
  const page = player.ownerDocument
  const { documentElement: html, body, title } = view.document
  const root = page.documentElement
  html.lang = root.lang
  html.dir = root.dir
  // A bare window has no name; ears are told which it is.
  if (title === '') view.document.title = page.title
  const look = getComputedStyle(player)
  const declareAll = (names: readonly string[]) => names.map((name) => declare(look, name)).join(' ')
  const scheme = `color-scheme: ${usedScheme(player)};`
  const ours = new view.CSSStyleSheet()
  ours.replaceSync(`
    :root { font-size: ${getComputedStyle(root).fontSize}; ${scheme} }
    body { margin: 0; padding: 0; max-width: none; block-size: 100dvb; overflow: hidden; background: #14120f; ${declareAll(INHERITED)} }
    body > tote-player { display: block; margin: 0; max-inline-size: none; inline-size: 100%; block-size: 100dvb;
      ${declareAll(tokensOf(player))} --tote-player-block-size: 100dvb; ${scheme} }
  `)
  view.document.adoptedStyleSheets = [...pageSheets(page, copies), ours]
  body.replaceChildren()
}

/** The one that is in use there: a browser may prefer another in a window of its own. */
function usedScheme(player: HTMLElement): 'light' | 'dark' {
  const probe = player.ownerDocument.createElement('i')
  probe.style.setProperty('color', 'light-dark(rgb(1 1 1), rgb(2 2 2))')
  player.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color === 'rgb(2, 2, 2)' ? 'dark' : 'light'
}

function tokensOf(player: HTMLElement): readonly string[] {
  const texts = (player.shadowRoot?.adoptedStyleSheets ?? []).map((sheet) => textOf(sheet)).join()
  return [...new Set(texts.match(TOKEN))]
}

function declare(look: CSSStyleDeclaration, name: string): string {
  const value = look.getPropertyValue(name)
  return value === '' ? '' : `${name}: ${value};`
}

/** Those that may be read: a sheet of another origin without leave stays behind. */
function pageSheets(page: Document, copies: SheetCopies): CSSStyleSheet[] {
  return [...page.styleSheets, ...page.adoptedStyleSheets].flatMap((sheet) => {
    try {
      return sheet.disabled ? [] : [copies.of(sheet, sheet.href ?? page.baseURI)]
    } catch {
      // Of another origin, without leave to read it.
      return []
    }
  })
}

/** First word of a page to its frame, with a port: all that follows goes over that. */
export const HELLO = 'tote:hello'
/** Of what both sides say to each other. A frame answers no other. */
export const FRAME_VERSION = 1

/** How the page wants the frame to look: `theme` as on the element, and the few tokens that cannot hide a question. */
export interface FrameLook {
  readonly theme: string | null
  readonly tokens: Readonly<Record<string, string>>
}

export interface Hello {
  readonly t: typeof HELLO
  readonly v: number
  readonly show: string
  /** Language the element stands in. */
  readonly locale: string
  readonly look: FrameLook
  /** Height of the page's window, in pixels: the frame sees only its own. */
  readonly size: number
  /** Where links to this page lead; null where it does not say. */
  readonly page: string | null
  /** What of the page's fragment is for the player: a shared basket, a moment. Empty for neither. */
  readonly hash: string
}

export type ToFrame =
  | { readonly t: 'show'; readonly show: string }
  | { readonly t: 'locale'; readonly locale: string }
  | { readonly t: 'look'; readonly look: FrameLook }
  | { readonly t: 'size'; readonly size: number }
  /** The page was led to another moment, or to a shared basket. */
  | { readonly t: 'hash'; readonly hash: string }
  /** Whether the page draws the element at all: in a dialog that was closed the show stops, and goes on when it opens. */
  | { readonly t: 'visibility'; readonly isShown: boolean }
  | { readonly t: 'play' }
  | { readonly t: 'pause' }

/** All that a page is told. Nothing in it is of use to speak for the shopper. */
export type ToHost =
  | { readonly t: 'ready'; readonly label: string }
  /** Height that the picture's shape asks for, in pixels; null where the page's own sheet says. */
  | { readonly t: 'resize'; readonly blockSize: number | null }
  | { readonly t: 'state'; readonly isPlaying: boolean }
  /** Only where the tenant's file says so of this site. */
  | { readonly t: 'count'; readonly quantity: number }
  /** The shopper has gone to pay, in a window of their own. */
  | { readonly t: 'checkout' }
  | { readonly t: 'fault'; readonly code: string; readonly message: string }

/** A page's word is a stranger's. Null for anything that is none of ours. */
export function parseHello(data: unknown): Hello | null {
  if (!isRecord(data) || data['t'] !== HELLO || data['v'] !== FRAME_VERSION) return null
  const { show, locale, size, page, hash } = data
  const look = toLook(data['look'])
  return isShort(show) && isShort(locale) && isLength(size) && look !== null
    ? {
        t: HELLO,
        v: FRAME_VERSION,
        show,
        locale,
        look,
        size,
        page: isAddress(page) ? page : null,
        hash: isHash(hash) ? hash : '',
      }
    : null
}

export function parseToFrame(data: unknown): ToFrame | null {
  if (!isRecord(data)) return null
  const { t } = data
  if (t === 'play' || t === 'pause') return { t }
  if (t === 'show') return isShort(data['show']) ? { t, show: data['show'] } : null
  if (t === 'locale') return isShort(data['locale']) ? { t, locale: data['locale'] } : null
  if (t === 'size') return isLength(data['size']) ? { t, size: data['size'] } : null
  if (t === 'hash') return isHash(data['hash']) ? { t, hash: data['hash'] } : null
  if (t === 'visibility') return typeof data['isShown'] === 'boolean' ? { t, isShown: data['isShown'] } : null
  const look = t === 'look' ? toLook(data['look']) : null
  return look === null ? null : { t: 'look', look }
}

function toLook(value: unknown): FrameLook | null {
  if (!isRecord(value)) return null
  const { theme, tokens } = value
  if ((theme !== null && !isShort(theme)) || !isRecord(tokens)) return null
  const known = Object.entries(tokens).filter((token): token is [string, string] => isShort(token[1]))
  return { theme, tokens: Object.fromEntries(known.slice(0, 16)) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 200
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2000 && URL.canParse(value)
}

/** Shared contents and a moment, and nothing that would join or invite anybody. */
function isHash(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 8000 &&
    /^#tote-(?:cart|t)=[^&#]*(?:&tote-t=[^&#]*)?$/.test(value)
  )
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 100_000
}

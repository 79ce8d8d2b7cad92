import { languageOf } from '../internal/messages/page-language.ts'
import { version } from '../version.ts'
import { ToteCheckoutOpenEvent, ToteCountChangeEvent, ToteFrameErrorEvent } from './frame-events.ts'
import { readLook } from './frame-look.ts'
import type { ToHost } from './frame-messages.ts'
import { isolatedPlayerStyles } from './isolated-player.styles.ts'
import { openFrame, type OpenFrame } from './open-frame.ts'
import { addressOf, dropHanded, hashFor } from './page-address.ts'

const ATTRIBUTES = {
  hub: 'hub',
  key: 'key',
  publishableKey: 'publishable-key',
  show: 'show',
  theme: 'theme',
} as const
type Given = keyof typeof ATTRIBUTES

/** What the frame may do beside its own drawing; each asked for by the shopper's own touch. */
const ALLOWED = 'autoplay; fullscreen; picture-in-picture; clipboard-write; screen-wake-lock'

// Importing this must not fail on a server.
// There it is never made, so that what it extends is of no matter.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement)

/**
 * `<tote-player>` on a page that is not trusted with the shopper's session: a frame of the hub with the whole player in
 * it, of which the page gets no code, no key and no basket. It is told when the frame plays, when the shopper goes to pay
 * and, where the tenant's file says so, how much is in the basket.
 */
export class IsolatedPlayer extends Base {
  static readonly version = version
  static readonly observedAttributes: readonly string[] = [...Object.values(ATTRIBUTES), 'lang']

  readonly #given: Partial<Record<Given, string | null>> = {}
  readonly #root: ShadowRoot
  readonly #drawn = new ResizeObserver(() => this.#onSize())
  readonly #poster = document.createElement('slot')
  readonly #fault = createFault(() => this.#again())
  #frame: HTMLIFrameElement | null = null
  #open: OpenFrame | null = null
  #opened = ''
  #isPlaying = false
  #wantsPlay = false
  #isShown = true

  constructor() {
    super()
    this.#root = this.attachShadow({ mode: 'open', delegatesFocus: true })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(isolatedPlayerStyles)
    this.#root.adoptedStyleSheets = [sheet]
    this.#poster.name = 'poster'
    this.#root.append(this.#poster, this.#fault)
  }

  get hub(): string | null {
    return this.#read('hub')
  }
  set hub(value: string | null) {
    this.#write('hub', value)
  }

  get key(): string | null {
    return this.#read('key')
  }
  set key(value: string | null) {
    this.#write('key', value)
  }

  get publishableKey(): string | null {
    return this.#read('publishableKey')
  }
  set publishableKey(value: string | null) {
    this.#write('publishableKey', value)
  }

  get show(): string | null {
    return this.#read('show')
  }
  set show(value: string | null) {
    this.#write('show', value)
  }

  get theme(): string | null {
    return this.#read('theme')
  }
  set theme(value: string | null) {
    this.#write('theme', value)
  }

  get paused(): boolean {
    return !this.#isPlaying
  }

  connectedCallback(): void {
    // Set on the element before it was one.
    for (const name of Object.keys(ATTRIBUTES) as Given[]) {
      if (!Object.hasOwn(this, name)) continue
      const value = this[name]
      Reflect.deleteProperty(this, name)
      this[name] = value
    }
    this.#drawn.observe(this)
    window.addEventListener('resize', this.#tellSize)
    window.addEventListener('hashchange', this.#tellHash)
    this.#follow()
  }

  disconnectedCallback(): void {
    this.#drawn.disconnect()
    window.removeEventListener('resize', this.#tellSize)
    window.removeEventListener('hashchange', this.#tellHash)
    this.#close()
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#follow()
  }

  /** As far as the browser lets the frame: else it shows its start button. */
  play(): void {
    this.#wantsPlay = true
    this.#open?.tell({ t: 'play' })
  }

  pause(): void {
    this.#wantsPlay = false
    this.#open?.tell({ t: 'pause' })
  }

  override focus(options?: FocusOptions): void {
    this.#frame?.focus(options)
  }

  #read(name: Given): string | null {
    return this.#given[name] ?? this.getAttribute(ATTRIBUTES[name])
  }

  #write(name: Given, value: string | null): void {
    this.#given[name] = value
    if (this.isConnected) this.#follow()
  }

  /** Another hub or key is another frame; all else is told to the one there is. */
  #follow(): void {
    const { hub, show } = this
    const key = this.key ?? this.publishableKey
    if (hub === null || key === null || show === null || !URL.canParse(hub)) return this.#close()
    const wanted = JSON.stringify([hub, key])
    if (wanted !== this.#opened) {
      this.#close()
      this.#opened = wanted
      this.#start(new URL(hub).origin, key)
      return
    }
    this.#open?.tell({ t: 'show', show })
    this.#open?.tell({ t: 'locale', locale: languageOf(this) })
    this.#open?.tell({ t: 'look', look: readLook(this, this.theme) })
  }

  #start(hub: string, key: string): void {
    const frame = document.createElement('iframe')
    frame.allow = ALLOWED
    frame.referrerPolicy = 'no-referrer'
    frame.title = 'Tote'
    frame.setAttribute('part', 'frame')
    this.#frame = frame
    this.#open = openFrame({
      frame,
      hub,
      key,
      hello: () => ({
        show: this.show ?? '',
        locale: languageOf(this),
        look: readLook(this, this.theme),
        size: window.innerHeight,
        page: addressOf(location),
        hash: this.#takeHash(),
      }),
      onMessage: (message) => this.#onMessage(message),
      onSilence: () =>
        this.#fail({
          code: 'hub_unreachable',
          message: `The frame of ${hub} does not answer. Is ${location.origin} a channel of this key's tenant, and does the page's policy allow frame-src ${hub}?`,
        }),
    })
    this.#root.append(frame)
  }

  #close(): void {
    this.#opened = ''
    this.#open?.close()
    this.#open = null
    this.#frame?.remove()
    this.#frame = null
    this.#setPlaying(false)
    this.#poster.hidden = false
    this.#fault.hidden = true
  }

  #onMessage(message: ToHost): void {
    switch (message.t) {
      case 'ready':
        if (this.#frame !== null) this.#frame.title = message.label
        this.#poster.hidden = true
        if (this.#wantsPlay) this.#open?.tell({ t: 'play' })
        return
      case 'resize':
        this.#frame?.style.setProperty(
          'block-size',
          message.blockSize === null ? null : `${message.blockSize}px`,
        )
        return
      case 'state':
        this.#setPlaying(message.isPlaying)
        return
      case 'count':
        this.dispatchEvent(new ToteCountChangeEvent(message.quantity))
        return
      case 'checkout':
        this.dispatchEvent(new ToteCheckoutOpenEvent())
        return
      case 'fault':
        this.dispatchEvent(new ToteFrameErrorEvent(message))
        return
      default:
        // A newer hub may have more to say.
        message satisfies never
    }
  }

  #setPlaying(isPlaying: boolean): void {
    if (this.#isPlaying === isPlaying) return
    this.#isPlaying = isPlaying
    this.dispatchEvent(new Event(isPlaying ? 'playing' : 'pause'))
  }

  #fail(fault: { code: string; message: string }): void {
    console.error(`[tote] ${fault.message}`)
    this.#fault.hidden = false
    if (this.#frame !== null) this.#frame.hidden = true
    this.dispatchEvent(new ToteFrameErrorEvent(fault))
  }

  #again(): void {
    this.#close()
    this.#follow()
  }

  #onSize(): void {
    const isShown = this.getClientRects().length > 0
    if (isShown === this.#isShown) return
    this.#isShown = isShown
    this.#open?.tell({ t: 'visibility', isShown })
  }

  #takeHash(): string {
    const first: Element | null = this.ownerDocument.querySelector('tote-player')
    const hash = hashFor(location.hash, first === this)
    if (hash !== '') dropHanded(window)
    return hash
  }

  readonly #tellHash = (): void => {
    const hash = this.#takeHash()
    if (hash !== '') this.#open?.tell({ t: 'hash', hash })
  }

  readonly #tellSize = (): void => {
    this.#open?.tell({ t: 'size', size: window.innerHeight })
  }
}

function createFault(onRetry: () => void): HTMLElement {
  const fault = document.createElement('div')
  fault.className = 'fault'
  fault.setAttribute('role', 'alert')
  fault.hidden = true
  const words = document.createElement('p')
  words.textContent = 'The show could not be loaded. Check your connection.'
  const again = document.createElement('button')
  again.type = 'button'
  again.textContent = 'Try again'
  again.addEventListener('click', onRetry)
  fault.append(words, again)
  return fault
}

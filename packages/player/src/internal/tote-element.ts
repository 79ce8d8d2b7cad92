import type { Tote } from '@tote/core'
import { property } from 'lit/decorators.js'
import { dress } from './dress.ts'
import { keepTyping, TYPING } from './keep-typing.ts'
import type { Messages } from './messages/english.ts'
import { MessagesController, type English } from './messages/messages-controller.ts'
import { PartsController } from './parts-controller.ts'
import { ToteController } from './tote-context.ts'
import { UnhurriedElement } from './unhurried-element.ts'

/** What every shopping element takes from its page: where its tote comes from, and its words. */
export abstract class ToteElement extends UnhurriedElement {
  /** The tote to show. Leave it out and the element finds one: see `for`. */
  @property({ attribute: false }) tote: Tote | null | undefined

  /** Id of the `<tote-player>` to belong to; without it the one around the element, else the first on the page. */
  @property() for: string | null = null

  /** Texts of this element that differ from the page's. */
  @property({ attribute: false }) messages: Messages | undefined

  /** `light`, `dark` or `auto` (as the device says); without it as the page's `color-scheme` says. */
  @property({ reflect: true }) theme: 'light' | 'dark' | 'auto' | null = null

  protected readonly source = new ToteController(this)
  protected readonly words = new MessagesController(this, this.ownEnglish)
  protected readonly parts = new PartsController(this)

  override connectedCallback(): void {
    super.connectedCallback()
    for (const type of TYPING) this.addEventListener(type, keepTyping)
  }

  adoptedCallback(): void {
    dress(this)
  }

  /** Moved by `moveBefore`: it stays what it is, and may stand beside another player. */
  connectedMoveCallback(): void {
    this.requestUpdate()
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return dress(this) ?? super.createRenderRoot()
  }

  /** Texts that come with this element, rather than with all. */
  protected get ownEnglish(): English {
    return {}
  }

  /** The tote in use now; null while there is none. */
  get current(): Tote | null {
    return this.source.tote
  }
}

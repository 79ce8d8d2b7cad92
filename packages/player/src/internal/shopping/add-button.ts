import { css, html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../messages/messages-controller.ts'
import { bagIcon, checkIcon, forwardIcon, plusIcon } from '../theme/icons.ts'
import { chooseText } from './choose-text.ts'
import type { AddState } from './add-controller.ts'
import type { ChoiceAxis } from './variant-choice.ts'

export interface AddButtonOptions {
  readonly state: AddState
  readonly isSoldOut: boolean
  readonly missing: ChoiceAxis | null
  /** What is added, for those who do not see the card around the button. */
  readonly title: string
  /** One word, where there is little room. */
  readonly isShort?: boolean
  readonly press: () => void
}

/** The button that adds, and says what it waits for or what came of it. */
export function renderAddButton(words: MessagesController, options: AddButtonOptions): TemplateResult {
  const { state, isSoldOut, missing, title, isShort, press } = options
  const [key, icon] = look(options)
  const isToChoose = missing !== null && !isSoldOut && isShort !== true
  const text = isToChoose ? chooseText(words, missing.name) : words.text(key)
  // Several quick presses are several adds, so that waiting never disables it.
  return html`<button
    class="button primary add"
    part="add-button"
    type="button"
    data-state=${isSoldOut ? 'sold-out' : state.status}
    ?disabled=${isSoldOut}
    @click=${press}
  >
    ${icon}<span class="add-text">${text}</span><span class="ears-only">: ${title}</span>
  </button>`
}

function look({ state, isSoldOut, missing, isShort }: AddButtonOptions) {
  if (isSoldOut) return ['add.soldOut', nothing] as const
  if (missing !== null) return ['add.choose', forwardIcon] as const
  if (state.status === 'saving') return ['add.saving', bagIcon] as const
  if (state.status === 'added') return ['add.added', checkIcon] as const
  return [isShort === true ? 'add.short' : 'add.idle', plusIcon] as const
}

/** For eyes the reason of a refusal, and for ears that and the success. Always there, so that its change is heard. */
export function renderAddStatus(words: MessagesController, state: AddState, title: string): TemplateResult {
  const isRejected = state.status === 'rejected'
  const text = isRejected
    ? state.text(words)
    : state.status === 'added'
      ? words.text('add.done', { title })
      : ''
  return html`<p class=${isRejected ? 'refusal' : 'ears-only'} part="status" role="status">${text}</p>`
}

export const addButtonStyles = css`
  .add {
    inline-size: 100%;
  }
  /* Words that ask for a choice need no arrow; where there is only room for the arrow, it is shown. */
  .add .forward {
    display: var(--_choose-icon, none);
  }
  .add[data-state='pending'] .icon {
    animation: tote-breathe 900ms ease-in-out 200ms infinite alternate;
  }
  .add[data-state='added'] .icon {
    animation: tote-settle var(--_calm) var(--_ease);
  }
  .refusal {
    color: var(--_notice);
    font-size: var(--_text-small);
  }
  @keyframes tote-breathe {
    to {
      opacity: 0.35;
    }
  }
  @keyframes tote-settle {
    from {
      transform: scale(0.6);
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .add[data-state='pending'] .icon {
      animation: none;
    }
  }
`

import type { CartView, Outcome } from '@tote/core'
import { html, nothing, type TemplateResult } from 'lit'
import type { MessagesController } from '../internal/messages/messages-controller.ts'
import { rejectionText } from '../internal/shopping/rejection-text.ts'

export interface CartCodesOptions {
  readonly words: MessagesController
  readonly cart: CartView
  /** Why the last code was not taken; empty when it was. */
  readonly problem: string
  apply(code: string, form: HTMLFormElement): void
  remove(code: string): void
}

/** The codes in the basket, and a field for one more, folded away until it is wanted. */
export function renderCartCodes({ words, cart, problem, apply, remove }: CartCodesOptions): TemplateResult {
  return html`<div class="codes" part="codes">
    ${
      cart.codes.length === 0
        ? nothing
        : html`<ul class="code-list" aria-label=${words.text('cart.codes')}>
            ${cart.codes.map(
              ({ code }) =>
                html`<li class="code" part="code">
                  <span>${code}</span>
                  <button
                    class="link-button"
                    type="button"
                    aria-label=${words.text('cart.codeRemove', { code })}
                    @click=${() => remove(code)}
                  >
                    ${words.text('cart.removeShort')}
                  </button>
                </li>`,
            )}
          </ul>`
    }
    <details class="code-entry">
      <summary>${words.text('cart.codeAdd')}</summary>
      <form class="code-form" @submit=${(event: SubmitEvent) => submit(event, apply)}>
        <label class="ears-only" for="code">${words.text('cart.code')}</label>
        <input
          id="code"
          name="code"
          part="code-field"
          type="text"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="40"
          placeholder=${words.text('cart.code')}
          aria-invalid=${problem === '' ? 'false' : 'true'}
          aria-describedby="code-problem"
          required
        />
        <button class="button" part="code-apply" type="submit">${words.text('cart.codeApply')}</button>
      </form>
      <p id="code-problem" class="problem" role="status">${problem}</p>
    </details>
  </div>`
}

/** What to say of an answer; nothing when it was a yes. */
export function codeProblem(words: MessagesController, outcome: Outcome): string {
  return outcome.status === 'rejected' ? rejectionText(words, outcome.code, outcome.free ?? null) : ''
}

function submit(event: SubmitEvent, apply: CartCodesOptions['apply']): void {
  event.preventDefault()
  if (!(event.currentTarget instanceof HTMLFormElement)) return
  const code = new FormData(event.currentTarget).get('code')
  if (typeof code === 'string' && code.trim() !== '') apply(code.trim(), event.currentTarget)
}

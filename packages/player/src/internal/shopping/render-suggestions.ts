import { html, type TemplateResult } from 'lit'
import type { ToteElement } from '../tote-element.ts'

/** What goes with a product, or with the basket: loaded with the first that is looked at. */
export function renderSuggestions({ current, messages }: ToteElement, product = ''): TemplateResult {
  // What could not be had is asked for again when it is next drawn; nothing else waits for it.
  import('../../define/tote-suggestions.ts').catch(() => undefined)
  return html`<tote-suggestions
    .tote=${current}
    .messages=${messages}
    .product=${product}
  ></tote-suggestions>`
}

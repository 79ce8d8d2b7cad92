import type { VariantView } from '@tote/core'
import { html, type TemplateResult } from 'lit'
import { loadWaitlist } from '../../tote-player/late-parts.ts'
import type { ToteElement } from '../tote-element.ts'

/** Where a variant cannot be added now: what waits for it, be it sold out or given out by turns. */
export function renderLine({ current, messages }: ToteElement, { id }: VariantView): TemplateResult {
  loadWaitlist()
  return html`<tote-waitlist variant=${id} .tote=${current} .messages=${messages}></tote-waitlist>`
}

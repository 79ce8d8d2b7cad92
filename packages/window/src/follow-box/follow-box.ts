import { html, nothing } from 'lit'
import type { Texts } from '../words/texts.ts'

/** The box beside a yes: "follow me". Never ticked by itself, and not there where it was said, or is not to be had. */
export function renderFollowBox(
  texts: Texts,
  { tenantName, isFollowed }: { readonly tenantName: string; readonly isFollowed?: boolean | undefined },
) {
  if (isFollowed !== false) return nothing
  return html`<label class="box">
    <input type="checkbox" name="follow" />
    <span>${texts.text('followMe', { tenant: tenantName })}</span>
  </label>`
}

export function isFollowTicked(root: ParentNode): boolean {
  return root.querySelector<HTMLInputElement>('input[name="follow"]')?.checked === true
}

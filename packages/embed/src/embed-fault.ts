/** A fault of the embed itself, in the words of the page's author. Codes are those of the errors' reference. */
export interface EmbedFault {
  readonly code: 'bad_attribute' | 'hub_unreachable'
  readonly message: string
  /** The attribute at fault. */
  readonly field?: string
}

/** Says it in the console and as a `tote-error` event, which is as the player's own: `error` has code and details. */
export function tellFault(target: EventTarget, { code, message, field }: EmbedFault): void {
  console.error(`[tote] ${message}`)
  const details = field === undefined ? {} : { field }
  const error = Object.assign(new Error(message), { name: 'ToteError', code, details })
  target.dispatchEvent(Object.assign(new Event('tote-error', { bubbles: true, composed: true }), { error }))
}

/** A fault of the embed itself, in the words of the page's author. Codes are those of the errors' reference. */
export interface EmbedFault {
  readonly code: 'bad_attribute' | 'hub_unreachable' | 'version_conflict'
  readonly message: string
  /** The attribute at fault. */
  readonly field?: string
}

/** Says it in the console and as `tote-error`, as the player does. */
export function tellFault(target: EventTarget, fault: EmbedFault): void {
  console.error(`[tote] ${fault.message}`, ...(target instanceof Element ? [target] : []))
  target.dispatchEvent(
    Object.assign(new CustomEvent('tote-error', { bubbles: true, composed: true, detail: fault }), {
      error: Object.assign(new Error(fault.message), {
        name: 'ToteError',
        code: fault.code,
        details: fault.field === undefined ? {} : { field: fault.field },
      }),
    }),
  )
}

import type { LoadChunk } from './chunks.ts'

/** A fault of the embed itself. */
export interface EmbedFault {
  /** The attribute at fault; without one a file could not be had. */
  readonly field?: string
  /** What was read there, or why the file could not be had. */
  readonly given?: unknown
}

/**
 * Says it in the console and as a `tote-error` event, which is as the player's own: `error` has code and details.
 * The words come from a file of their own: a page without faults pays for none. Where not even that can be had, the fault
 * itself is said.
 */
export async function tellFault(target: EventTarget, fault: EmbedFault, load: LoadChunk): Promise<void> {
  const { field, given } = fault
  // Of the errors' reference.
  const code = field ? 'bad_attribute' : 'hub_unreachable'
  const message = await load('faults').then(
    (words) => words.describeFault(target, fault),
    () => [code, field, given].join(' '),
  )
  console.error(`[tote] ${message}`)
  const error = Object.assign(new Error(message), {
    name: 'ToteError',
    code,
    details: field ? { field } : {},
  })
  target.dispatchEvent(Object.assign(new Event('tote-error', { bubbles: true, composed: true }), { error }))
}

import { errorTable, type ToteError } from '@tote/protocol'
import { ToteErrorEvent } from './tote-error-event.ts'

/**
 * Tells a fault to the page's event listeners, and once to whoever reads the console: as an error when the
 * page or the tenant's settings can mend it, as information when only time can.
 */
export function reportFault(element: HTMLElement, error: ToteError, told: Set<string>): void {
  element.dispatchEvent(new ToteErrorEvent(error))
  const line = `${error.code}: ${error.message}`
  if (told.has(line)) return
  told.add(line)
  const text = `[tote] <${element.localName}> ${line}`
  const { fault } = errorTable[error.code]
  if (fault === 'page' || fault === 'tenant') console.error(text)
  else console.info(text)
}

import { adoptStyles, type CSSResult, type LitElement } from 'lit'
import { dress } from './dress.ts'

/** Gives an element a sheet that came later than its class, and the class too: its elements take theirs along to other windows. */
export function wear(element: LitElement, sheet: CSSResult): void {
  const { elementStyles } = element.constructor as typeof LitElement
  if (!elementStyles.includes(sheet)) elementStyles.push(sheet)
  const root = element.shadowRoot
  if (root !== null && dress(element) === undefined) adoptStyles(root, elementStyles)
}

/** Events of a key that a page may take for a shortcut. */
export const TYPING = ['keydown', 'keypress', 'keyup'] as const

/** Keeps what is typed in our fields from the shortcuts of the page around. Escape passes: it closes what is open. */
export function keepTyping(event: KeyboardEvent): void {
  const [field] = event.composedPath()
  const isField = field instanceof HTMLElement && field.matches('input, textarea, select')
  if (isField && event.key !== 'Escape') event.stopPropagation()
}

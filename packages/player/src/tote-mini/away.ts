export interface AwayOptions {
  readonly text: string
  readonly button: string
  onReturn(): void
}

/** What keeps the stage's room while it is in the corner: of its size, for it carries its class. */
export function createAway(stage: HTMLElement, { text, button, onReturn }: AwayOptions): HTMLElement {
  const page = stage.ownerDocument
  const away = page.createElement('div')
  away.className = 'stage away'
  const words = page.createElement('p')
  words.textContent = text
  const back = page.createElement('button')
  back.type = 'button'
  back.className = 'button'
  back.textContent = button
  back.addEventListener('click', onReturn)
  away.append(words, back)
  return away
}

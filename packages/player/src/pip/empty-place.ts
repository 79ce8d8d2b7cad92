import { base } from '../internal/theme/base.ts'
import { buttons } from '../internal/theme/buttons.ts'
import { tokens } from '../internal/theme/tokens.ts'

export interface EmptyPlaceOptions {
  readonly text: string
  readonly button: string
  onReturn(): void
}

/** Keeps a player's room in the page while it is in a window of its own, and a way to call it back. */
export function createEmptyPlace(
  player: HTMLElement,
  { text, button, onReturn }: EmptyPlaceOptions,
): HTMLElement {
  const page = player.ownerDocument
  const place = page.createElement('div')
  const root = place.attachShadow({ mode: 'open' })
  const { height } = player.getBoundingClientRect()
  const size = new CSSStyleSheet()
  size.replaceSync(`
    :host { display: grid; place-content: center; justify-items: center; gap: 1rem; padding: 2rem; text-align: center;
      block-size: ${Math.round(height)}px; border-radius: var(--_radius); background: var(--_well); }
  `)
  root.adoptedStyleSheets = [tokens, base, buttons].flatMap(({ styleSheet }) => styleSheet ?? []).concat(size)
  const words = page.createElement('p')
  words.textContent = text
  const back = page.createElement('button')
  back.type = 'button'
  back.className = 'button'
  back.textContent = button
  back.addEventListener('click', onReturn)
  root.append(words, back)
  return place
}

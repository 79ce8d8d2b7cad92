import type { Goods } from './goods.ts'

/** A state of the player, or of an element of it, that a shopper can meet. */
export interface Look {
  /** As its pictures are called. */
  readonly name: string
  /** Draws it into the page's `<main>`, and resolves when it is there. */
  draw(goods: Goods): Promise<unknown>
}

/** Looks of one subject: names are `<subject>-<state>`. */
export function looksOf(
  subject: string,
  states: Readonly<Record<string, (goods: Goods) => Promise<unknown>>>,
): readonly Look[] {
  return Object.entries(states).map(([state, draw]) => ({ name: `${subject}-${state}`, draw }))
}

/** Waits until the page shows it. @throws Error when it does not come. */
export async function until<Found>(
  find: () => Found | null | undefined | false,
  what: string,
): Promise<Found> {
  // Ten seconds of frames: what is drawn at all is drawn long before.
  for (let frame = 0; frame < 600; frame += 1) {
    const found = find()
    if (found) return found
    await new Promise((done) => requestAnimationFrame(done))
  }
  throw new Error(`not drawn: ${what}`)
}

/** The first such element in it, or in whichever shadow root below. */
export function findDeep(root: ParentNode, selector: string): HTMLElement | null {
  if (root instanceof Element && root.shadowRoot !== null) return findDeep(root.shadowRoot, selector)
  const own = root.querySelector<HTMLElement>(selector)
  if (own !== null) return own
  for (const element of root.querySelectorAll('*')) {
    const found = element.shadowRoot === null ? null : findDeep(element.shadowRoot, selector)
    if (found !== null) return found
  }
  return null
}

/** Presses it, once it is there. */
export async function press(root: ParentNode, selector: string): Promise<void> {
  const button = await until(() => findDeep(root, selector), selector)
  button.click()
}

import { expect, vi } from 'vitest'

export const until = (isSo: () => boolean) => vi.waitFor(() => expect(isSo()).toBe(true), { timeout: 20_000 })

/** All that is in it, in the elements within it too. */
export function all(root: ShadowRoot | Element): Element[] {
  return [...(root instanceof Element ? (root.shadowRoot ?? root) : root).querySelectorAll('*')].flatMap(
    (one) => [one, ...(one.shadowRoot === null ? [] : all(one.shadowRoot))],
  )
}

/** What is written in an element and in those within it. */
export function said(element: Element): string {
  return [element, ...all(element)]
    .map(({ shadowRoot }) => shadowRoot?.textContent ?? '')
    .join(' ')
    .replaceAll(/\s+/g, ' ')
}

export const buttons = (element: Element, name: string) =>
  all(element).filter((one) => one instanceof HTMLButtonElement && one.textContent.trim() === name)

/** A question takes no click in its first half second: pressed until it does. */
export async function press(element: Element, name: string, isDone: () => boolean): Promise<void> {
  await vi.waitFor(
    () => {
      if (isDone()) return
      const [button] = buttons(element, name)
      if (button instanceof HTMLButtonElement) button.click()
      expect(isDone()).toBe(true)
    },
    { timeout: 20_000, interval: 100 },
  )
}

import { variantIdSchema } from '@tote/protocol'
import type { Widget } from './shop-fixtures.ts'

/** There is one of it. */
export const SQUARE = variantIdSchema.parse('silk-scarf-corail')

/** Looks at the square in full. */
export async function lookAtSquare(widget: Widget): Promise<void> {
  await widget.lookAt('silk-scarf')
  await widget.page
    .locator('tote-player >>> tote-product >>> input[value="Corail"]')
    .setWaitForStableBoundingBox(false)
    .click()
}

/**
 * Until the line says so, or the queue of a drop in its place: on top of what is seen, the picture or the panel over it, or in
 * the product's own view.
 */
export async function told(
  { page }: Widget,
  where: 'on top' | 'in the product',
  words: string,
): Promise<void> {
  await page.waitForFunction(
    ([place, text]: [string, string]) => {
      const root = document.querySelector('tote-player')?.shadowRoot
      const product = root?.querySelector('tote-products')?.shadowRoot?.querySelector('tote-product')
      const line = (place === 'on top' ? root : product?.shadowRoot)?.querySelector('tote-waitlist')
      const drop = line?.shadowRoot?.querySelector('tote-drop')
      return [line, drop].some((one) =>
        one?.shadowRoot?.querySelector('section')?.textContent?.includes(text),
      )
    },
    { timeout: 60_000, polling: 50 },
    [where, words] as [string, string],
  )
}

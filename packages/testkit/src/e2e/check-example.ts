import type { Page } from 'puppeteer-core'

/**
 * What every framework's example does: adds the product of its card as a shopper does, and shows that it heard the element's
 * event by the text of its `output`.
 */
export async function addInExample(page: Page): Promise<string> {
  // Visible, which is looked for frame by frame: other waits wake at changes of the document alone, not of what lies in shadows.
  const add = await page.waitForSelector('tote-product-card >>> [part~="add-button"]:not([disabled])', {
    visible: true,
  })
  // By keys, for which it does not matter where on the page the card has come to stand by now.
  await add?.focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelector('output')?.textContent !== '')
  return page.evaluate(() => document.querySelector('output')?.textContent ?? '')
}

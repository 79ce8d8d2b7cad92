import type { EnginePage } from '@tote/testkit/engines'

/** Presses when it counts: neither a window of the hub nor its frame takes a click in the first half second of being seen. */
export async function pressRipe(page: EnginePage, selector: string): Promise<void> {
  await page.hover(selector)
  await page.waitFor((sinceMs) => performance.now() - sinceMs > 900, await page.run(() => performance.now()))
  await page.click(selector)
}

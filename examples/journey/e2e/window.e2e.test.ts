import type { TotePlayer } from '@tote/player'
import { openBrowser, type TestBrowser } from '@tote/testkit/e2e'
import { startDisplay, type Display } from '@tote/testkit/engines'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountHtml, openShop, pageHtml, Widget, type Shop } from './shop-fixtures.ts'

// A browser without a screen has no window of its own to give.
let display: Display
let device: TestBrowser
let shop: Shop
beforeAll(async () => {
  shop = await openShop((hub) => ({
    '/': pageHtml(
      `<style>:root { color-scheme: light dark; font-size: 18px } tote-player { --tote-color-accent: #9c4426; --tote-radius: 1.25rem; --tote-font: Georgia, serif }</style>${mountHtml(hub)}`,
    ),
  }))
  display = await startDisplay()
  device = await openBrowser({ thirdPartyCookies: 'blocked', display: display.name })
})
afterAll(async () => {
  await device?.close()
  await display?.close()
  await shop?.close()
})

/** Every part of a player and all that is in it: its place, colours, font and tokens. */
function looks(isInWindow: boolean): string[] {
  const pip = Reflect.get(window, 'documentPictureInPicture') as { window: Window | null }
  const page = isInWindow ? pip.window?.document : document
  const seen: string[] = []
  const walk = (root: ParentNode, path: string) => {
    for (const element of root.querySelectorAll('*')) {
      const part = element.getAttribute('part')
      const look = getComputedStyle(element)
      const names = ['color', 'background-color', 'font-family', '--_accent', '--_radius', '--_paper']
      if (part !== null)
        seen.push([path, part, ...names.map((name) => look.getPropertyValue(name))].join(' | '))
      if (element.shadowRoot !== null) walk(element.shadowRoot, `${path} ${element.localName}`)
    }
  }
  const player = page?.querySelector('tote-player')
  if (player?.shadowRoot != null) walk(player.shadowRoot, '')
  return seen
}

test('[U10] [U11] in a window of its own the show goes on with its colours and tokens, a working basket and no frame, and comes back when that closes', async () => {
  const widget = await (await Widget.open(device, `${shop.lab.origin}/`)).play()
  const { page } = widget
  const inWindow = <Answer>(ask: string) =>
    page.evaluate(
      `(() => { const view = documentPictureInPicture.window; const player = view.document.querySelector('tote-player'); return ${ask} })()`,
    ) as Promise<Answer>
  await page.waitForFunction(() => customElements.get('tote-mini') !== undefined)
  const before = new Set(await page.evaluate(looks, false))
  await page.focus('tote-player')
  await page.keyboard.press('p')
  await page.waitForFunction(() => {
    const pip = Reflect.get(window, 'documentPictureInPicture') as { window: Window | null }
    return pip.window?.document.querySelector('tote-player') != null
  })
  const there = await page.evaluate(looks, true)
  expect(there.length).toBeGreaterThan(20)
  expect(there.filter((look) => !before.has(look))).toEqual([])
  expect(await inWindow('view.document.querySelectorAll("iframe").length')).toBe(0)
  const from = await inWindow<number>('player.currentTime')
  await expect.poll(() => inWindow<number>('player.currentTime'), { timeout: 40_000 }).toBeGreaterThan(from)
  expect(await inWindow('player.paused')).toBe(false)

  await inWindow('void player.tote.cart.addLine({ variantId: "stoneware-mug-oat" })')
  await inWindow('player.openPanel("cart")')
  await expect
    .poll(() =>
      inWindow(
        'player.renderRoot.querySelector("tote-cart").renderRoot.textContent.includes("Stoneware mug")',
      ),
    )
    .toBe(true)

  await inWindow('void view.close()')
  await page.waitForFunction(() => document.querySelector<TotePlayer>('tote-player')?.paused === false)
  expect((await page.evaluate(looks, false)).length).toBeGreaterThan(20)
  await widget.holds(1)
  expect(device.faults()).toEqual([])
})

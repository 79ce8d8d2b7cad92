import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLooks, type Looks } from './open-looks.ts'
import { SCHEMES, WIDTHS } from './sheet.ts'

let looks: Looks
beforeAll(async () => {
  looks = await openLooks()
})
afterAll(() => looks?.close())

test('each state of the player can be drawn, and nothing of it is wider than the window of a phone', async () => {
  const wrong: string[] = []
  for (const name of looks.names) {
    await looks.draw(name).catch((error: unknown) => wrong.push(`${name}: ${String(error)}`))
    await looks.show(WIDTHS[0], SCHEMES[0])
    const wide = await looks.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (wide > 0) wrong.push(`${name}: ${wide} px too wide`)
  }
  expect(looks.names.length).toBeGreaterThan(80)
  expect(wrong).toEqual([])
})

import { loadLanguage } from '../../../src/internal/messages/load-language.ts'
import { testCart } from '../../../src/internal/testing/tote-fixtures.ts'
import type { Goods } from './goods.ts'
import { looksOf } from './look.ts'
import { drawElement } from './look-element.ts'
import { drawPlaying } from './look-player.ts'
import { talk } from './player-looks.ts'

const busy = (goods: Goods) => ({
  pinned: [goods.one('linen-shirt'), goods.one('wool-throw')],
  messages: talk(),
  watching: 1284,
  cart: testCart([goods.line('linen-shirt'), goods.line('stoneware-mug', 4)]),
})

async function speak(lang: string): Promise<void> {
  document.documentElement.lang = lang
  document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr'
  await loadLanguage(lang)
}

export const dressLooks = looksOf('dress', {
  'dark whatever the page': (goods) => drawPlaying(goods, { ...busy(goods), attributes: { theme: 'dark' } }),
  'light whatever the page': (goods) =>
    drawPlaying(goods, { ...busy(goods), attributes: { theme: 'light' } }),
  async Arabic(goods) {
    await speak('ar')
    await drawPlaying(goods, { ...busy(goods), rewind: 1800, behind: 245 })
  },
  async 'Arabic, products open'(goods) {
    await speak('ar')
    const { player } = await drawPlaying(goods, busy(goods))
    player.openPanel('products')
  },
  async 'Arabic basket'(goods) {
    await speak('ar')
    await drawElement(goods, 'tote-cart', { selector: '.cart', ...busy(goods) })
  },
  async German(goods) {
    await speak('de')
    await drawPlaying(goods, { ...busy(goods), rewind: 1800, behind: 245 })
  },
  async 'German basket'(goods) {
    await speak('de')
    await drawElement(goods, 'tote-cart', { selector: '.cart', ...busy(goods) })
  },
  async Japanese(goods) {
    await speak('ja')
    await drawPlaying(goods, busy(goods))
  },
})

import type { TestBrowser } from '@tote/testkit/e2e'
import type { TripPictures } from './take-trip.ts'

/** Twice what a README shows, and no larger than it has to be. */
const QUALITY = 78
const WIDTH = 1240
const SCALE = 1.4

const STYLE = `
  body { margin: 0; inline-size: ${WIDTH}px; background: #f3efe8; color: #231f1a; font: 400 17px/1.4 "Helvetica Neue", Arial, system-ui, sans-serif }
  main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 44px 40px; padding: 44px 48px 48px }
  figure { display: grid; grid-template-rows: auto 1fr; gap: 18px; margin: 0 }
  figcaption { display: grid; grid-template-columns: auto 1fr; gap: 0 12px; align-items: baseline }
  b { font-weight: 650; font-size: 20px; letter-spacing: -.01em }
  i { display: inline-block; inline-size: 26px; border-radius: 50%; background: #9a4526; color: #fff; font-style: normal; font-size: 15px; line-height: 26px; text-align: center }
  figcaption span { grid-column: 2; color: #6b5d4f }
  .scene { position: relative }
  .window, .phone { box-sizing: border-box; overflow: hidden; background: #fff; box-shadow: 0 1px 2px rgb(60 40 20 / .14), 0 18px 36px -18px rgb(60 40 20 / .35) }
  .window { border: 1px solid #dccfbe; border-radius: 12px }
  .window header { display: flex; gap: 6px; align-items: center; padding: 0 14px; block-size: 34px; border-block-end: 1px solid #e6dccf; background: #fbf8f3; color: #6b5d4f; font-size: 14px }
  .window header::before { content: ""; inline-size: 8px; block-size: 8px; margin-inline-end: 6px; border-radius: 50%; background: #d9cbb8; box-shadow: 14px 0 #d9cbb8, 28px 0 #d9cbb8 }
  .window header span { margin-inline-start: 34px }
  img { display: block; inline-size: 100% }
  .phone { padding: 7px; border-radius: 34px; background: #231f1a }
  .phone img { border-radius: 27px }
  .alone { inline-size: 308px; margin-inline: auto }
  .over { position: absolute; inset-inline-end: -14px; inset-block-end: -6px; inline-size: 226px }
  .front { position: absolute; inset-inline-end: -14px; inset-block-end: -6px; inline-size: 196px; padding: 5px; border-radius: 24px }
  .front img { border-radius: 19px }
`

type Scene = (pictures: TripPictures) => string
const image = (data: string) => `<img src="data:image/png;base64,${data}" alt="">`
const inWindow = (site: string, data: string, more = '') =>
  `<div class="scene"><div class="window"><header><span>${site}</span></header>${image(data)}</div>${more}</div>`
const onPhone = (data: string, where: string) => `<div class="phone ${where}">${image(data)}</div>`

const SCENES: readonly (readonly [title: string, words: string, scene: Scene])[] = [
  ['Live, on the brand’s page', 'One script tag', ({ live }) => inWindow('brand.localhost', live)],
  ['Into the basket', 'While the picture plays on', ({ added }) => inWindow('brand.localhost', added)],
  [
    'Over to the market',
    'It asks: nothing is joined unasked',
    ({ asked }) => inWindow('market.localhost', asked),
  ],
  [
    'Same basket, same moment',
    'On another site, with one tap',
    ({ continued }) => inWindow('market.localhost', continued),
  ],
  [
    'On to a magazine',
    'Not a site to trust with it: the hub asks',
    ({ ledByHub }) => inWindow('hub.localhost', ledByHub),
  ],
  [
    'One press, one yes',
    'In a window that the page cannot see',
    ({ portalAsks, hubAsks }) =>
      inWindow(
        'portal.localhost',
        portalAsks,
        `<div class="window over"><header><span>hub.localhost</span></header>${image(hubAsks)}</div>`,
      ),
  ],
  [
    'In the magazine',
    'In a frame that the page cannot read',
    ({ inPortal }) => inWindow('portal.localhost', inPortal),
  ],
  [
    'Scanned by a phone',
    'The same again, on another device',
    ({ code, scanned }) => inWindow('market.localhost', code, onPhone(scanned, 'front')),
  ],
  ['Paid', 'Once, and every place knows', ({ paid }) => `<div class="scene">${onPhone(paid, 'alone')}</div>`],
]

/** All pictures in one, drawn by the browser that took them. Returns WebP. */
export async function composeStrip({ openPage }: TestBrowser, pictures: TripPictures): Promise<Uint8Array> {
  const page = await openPage()
  await page.setViewport({ width: WIDTH, height: 800, deviceScaleFactor: SCALE })
  const figures = SCENES.map(
    ([title, words, scene], index) =>
      `<figure><figcaption><i>${index + 1}</i><b>${title}</b><span>${words}</span></figcaption>${scene(pictures)}</figure>`,
  )
  await page.setContent(`<!doctype html><style>${STYLE}</style><main>${figures.join('')}</main>`)
  return page.screenshot({ type: 'webp', quality: QUALITY, fullPage: true })
}

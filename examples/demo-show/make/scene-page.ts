import { drawings } from './drawings.ts'
import { BRAND, SCENE_SECONDS, type DemoProduct } from './demo-product.ts'
import { products } from './products.ts'

export const WIDTH = 720
export const HEIGHT = 1280

/** The page every picture is taken of: one SVG, filled anew for each frame. */
export const scenePage = `<!doctype html><meta charset="utf-8"><style>
  html, body { margin: 0; background: #000 }
  svg { display: block }
  text { font-family: 'EB Garamond', Georgia, serif }
  .small { font-family: Inter, sans-serif; font-weight: 500; letter-spacing: .04em }
</style><div id="stage"></div>`

/** One frame of the film at `seconds`, as SVG. Depends on its time alone, so that it renders the same anywhere. */
export function filmFrame(seconds: number): string {
  const total = products.length * SCENE_SECONDS
  const at = ((seconds % total) + total) % total
  const index = Math.floor(at / SCENE_SECONDS)
  const t = at - index * SCENE_SECONDS
  const before = products[(index + products.length - 1) % products.length]
  const now = products[index]
  if (before === undefined || now === undefined) throw new Error(`no scene at ${seconds} s`)
  // The next scene opens as an iris over the last one, from the arch outwards.
  const open = ease(Math.min(1, t / 0.8))
  const radius = 40 + open * 1100
  return svg(`
    ${open < 1 ? scene(before, { t: SCENE_SECONDS + t, index: index - 1, seconds: at }) : ''}
    <clipPath id="iris"><circle cx="${WIDTH / 2}" cy="600" r="${radius.toFixed(1)}"/></clipPath>
    <g clip-path="url(#iris)">${scene(now, { t, index, seconds: at })}</g>`)
}

/** A product alone on its wall: for the catalogue. */
export function productPicture(product: DemoProduct): string {
  const { wall, floor, arch } = product.colours
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640" viewBox="0 0 640 640">
    <rect width="640" height="640" fill="${wall}"/><rect y="500" width="640" height="140" fill="${floor}"/>
    <path d="M140 500V300q0-180 180-180t180 180v200z" fill="${arch}"/>
    <ellipse cx="320" cy="540" rx="180" ry="22" fill="#000" opacity=".16"/>
    <g transform="translate(110 146) scale(1.05)">${draw(product, 1)}</g></svg>`
}

/** The first picture a shopper sees: the whole collection in one window. */
export function posterPicture(): string {
  const shelf = ['dome-lamp', 'bud-vase', 'stoneware-mug', 'straw-hat', 'carafe-set', 'velvet-cushion']
  const places = [
    [70, 330, 0.78],
    [392, 330, 0.72],
    [96, 652, 0.5],
    [270, 640, 0.6],
    [498, 628, 0.5],
    [210, 800, 0.8],
  ]
  const items = shelf.map((id, index) => {
    const product = products.find((one) => one.id === id)
    const [x = 0, y = 0, scale = 1] = places[index] ?? []
    return product === undefined
      ? ''
      : `<g transform="translate(${x} ${y}) scale(${scale})">${draw(product, 1)}</g>`
  })
  return svg(`
    <rect width="${WIDTH}" height="${HEIGHT}" fill="#cdb9a2"/><rect y="1080" width="${WIDTH}" height="200" fill="#b79f84"/>
    <path d="M50 1080V560q0-310 310-310t310 310v520z" fill="#e7dac8"/>
    <rect x="50" y="616" width="620" height="14" fill="#b79f84"/><rect x="50" y="846" width="620" height="14" fill="#b79f84"/>
    <rect x="170" y="1096" width="380" height="24" rx="12" fill="#000" opacity=".12"/>
    ${items.join('')}
    <text x="360" y="196" text-anchor="middle" font-size="64" fill="#3a2c20">${BRAND}</text>`)
}

interface SceneTime {
  /** Seconds since the scene began. */
  readonly t: number
  readonly index: number
  readonly seconds: number
}

function scene(product: DemoProduct, { t, index, seconds }: SceneTime): string {
  const { wall, floor, arch, ink } = product.colours
  const rise = 1 - ease(Math.min(1, Math.max(0, (t - 0.25) / 0.9)))
  const sway = Math.sin(t * 0.9) * 5
  const number = ((index + products.length) % products.length) + 1
  return `
    <rect width="${WIDTH}" height="${HEIGHT}" fill="${wall}"/>
    <rect y="870" width="${WIDTH}" height="410" fill="${floor}"/>
    <path d="M120 870V560q0-240 240-240t240 240v310z" fill="${arch}"/>
    <path d="M${(560 + Math.sin(t * 0.4) * 30).toFixed(1)} 320 L720 200 V700 L600 760z" fill="#fff" opacity=".07"/>
    <ellipse cx="360" cy="892" rx="${(200 - rise * 60).toFixed(1)}" ry="24" fill="#000" opacity=".17"/>
    <g transform="translate(${(110 + sway * 0.4).toFixed(2)} ${(417 + rise * 70 - Math.abs(sway) * 0.6).toFixed(2)}) scale(1.25)" opacity="${(1 - rise).toFixed(3)}">${draw(product, seconds)}</g>
    ${title(product.title, { t, ink })}
    ${progress(number, { t, ink })}`
}

/** Each word comes up in its turn. */
function title(text: string, { t, ink }: { t: number; ink: string }): string {
  const lines = breakLines(text)
  let word = 0
  return lines
    .map((line, row) => {
      const spans = line.split(' ').map((part) => {
        const shown = ease(Math.min(1, Math.max(0, (t - 0.45 - word * 0.14) / 0.6)))
        word += 1
        return `<tspan fill-opacity="${shown.toFixed(3)}" dy="${row === 0 && shown < 1 ? 0 : 0}">${part} </tspan>`
      })
      return `<text x="60" y="${236 + row * 74}" font-size="70" fill="${ink}">${spans.join('')}</text>`
    })
    .join('')
}

function breakLines(text: string): string[] {
  const words = text.split(' ')
  return text.length <= 15 ? [text] : [words.slice(0, -1).join(' '), words.at(-1) ?? '']
}

/** Where the show is, at the side: a short line for each scene, the present one filling up. */
function progress(number: number, { t, ink }: { t: number; ink: string }): string {
  const marks = products.map((_, index) => {
    const y = 450 + index * 28
    const done = index + 1 < number ? 1 : index + 1 === number ? Math.min(1, t / SCENE_SECONDS) : 0
    return `<rect x="680" y="${y}" width="4" height="20" rx="2" fill="${ink}" opacity=".22"/><rect x="680" y="${y}" width="4" height="${(20 * done).toFixed(1)}" rx="2" fill="${ink}" opacity=".85"/>`
  })
  return marks.join('')
}

function draw(product: DemoProduct, t: number): string {
  const drawing = drawings[product.id]
  if (drawing === undefined) throw new Error(`${product.id} has no drawing`)
  return drawing(product.colours, t)
}

const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${inner}</svg>`

const ease = (x: number) => 1 - (1 - x) ** 3

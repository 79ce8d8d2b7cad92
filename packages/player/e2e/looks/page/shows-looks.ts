import { listedShowSchema, showListSchema } from '@tote/protocol'
import '../../../src/define/tote-gallery.ts'
import '../../../src/define/tote-launcher.ts'
import { findDeep, looksOf, until } from './look.ts'

const HUB = 'https://hub.example'
const KEY = 'pk_testtesttest'

const SHOWS = [
  ['autumn', 'Autumn at the atelier', 'live', 12],
  ['wool', 'Wool, from the sheep to the throw', 'scheduled', 8],
  ['clay', 'Clay days', 'ended', 9],
  ['linen', 'Linen, washed and worn', 'ended', 6],
  ['gifts', 'Gifts for people who have everything, and for those who do not', 'ended', 24],
] as const

/** In place of the network, a hub that lists these shows, or does not answer. */
function serve(shows: typeof SHOWS | readonly [], isDown: boolean): void {
  globalThis.fetch = () =>
    isDown
      ? Promise.reject(new TypeError('Failed to fetch'))
      : Promise.resolve(
          Response.json(
            showListSchema.parse({
              tenant: { id: 'maison', name: 'Maison Ondine' },
              shows: shows.map(([id, title, status, productCount], index) =>
                listedShowSchema.parse({
                  id,
                  title,
                  status,
                  productCount,
                  host: 'Inès Carrel',
                  startsAt: Date.UTC(2027, 0, 15 - index, 18),
                  ...(status === 'scheduled' ? {} : { stream: 'https://cdn.example/show.m3u8' }),
                  poster: new URL('pictures/poster.webp', document.baseURI).href,
                }),
              ),
              next: null,
              now: Date.now(),
              build: 'looks',
            }),
          ),
        )
}

/** A gallery or launcher of these shows, once it has drawn what `selector` finds. */
async function draw(
  tag: 'tote-gallery' | 'tote-launcher',
  selector: string,
  {
    shows = SHOWS,
    isDown = false,
    ...properties
  }: {
    readonly shows?: typeof SHOWS | readonly []
    readonly isDown?: boolean
    readonly [property: string]: unknown
  } = {},
): Promise<void> {
  serve(shows, isDown)
  const element = document.createElement(tag)
  Object.assign(element, { hub: HUB, key: KEY, ...properties })
  document.querySelector('main')?.append(element)
  await until(() => findDeep(element, selector), `${selector} in ${tag}`)
}

export const showsLooks = looksOf('shows', {
  carousel: () => draw('tote-gallery', '[part~=show]'),
  stories: () => draw('tote-gallery', '[part~=show]', { layout: 'stories' }),
  grid: () => draw('tote-gallery', '[part~=show]', { layout: 'grid' }),
  none: () => draw('tote-gallery', '.empty', { shows: [] }),
  'not reached': () => draw('tote-gallery', '.failed', { isDown: true }),
  launcher: () => draw('tote-launcher', '[part~=launcher]', { show: 'autumn' }),
  'launcher, small': () => draw('tote-launcher', '[part~=launcher]', { show: 'autumn', compact: true }),
})

import { ToteError } from '@tote/protocol'
import type { Goods } from './goods.ts'
import { findDeep, looksOf, press, until } from './look.ts'
import { drawPlayer, drawPlaying, rest, type PlayerLook } from './look-player.ts'
import { testCart, testMessage, testPoll } from '../../../src/internal/testing/tote-fixtures.ts'

const REPLAY = { show: { status: 'ended', endedAt: 1 }, duration: 1840 } as const
const QUALITIES = [
  { lines: 1080, bitrate: 4_200_000 },
  { lines: 720, bitrate: 2_100_000 },
  { lines: 480, bitrate: 900_000 },
]

/** A show as it mostly is: somebody is shown something, and people talk. */
const busy = (goods: Goods): PlayerLook => ({
  pinned: [goods.one('linen-shirt')],
  messages: talk(),
  watching: 1284,
})

export const talk = () => [
  testMessage('Is the linen heavy enough for autumn?'),
  testMessage('Mine has been through thirty washes and still looks new'),
  testMessage('Does it come in XL?', { isMine: true }),
]

async function failing(goods: Goods, code: 'media_failed' | 'media_unplayable') {
  const { player, engine } = await drawPlaying(goods, busy(goods))
  engine.fail(code)
  await until(() => findDeep(player, '[part=fault]'), 'a fault')
}

async function refused(goods: Goods, code: 'unknown_show' | 'origin' | 'hub_unreachable') {
  const { player, $show } = await drawPlayer(goods)
  $show.set({ status: 'failed', error: new ToteError(code) })
  await until(() => findDeep(player, '[part=fault]'), 'a fault')
}

async function withSettings(goods: Goods, page: 'choices' | 'keys') {
  const { player } = await drawPlaying(goods, {
    ...busy(goods),
    ...REPLAY,
    captions: ['English', 'Français'],
    qualities: QUALITIES,
    audio: ['English', 'Français'],
  })
  player.settings.toggle(page)
  await until(
    () => findDeep(player, 'tote-settings')?.shadowRoot?.querySelector('h2,h3,dl,fieldset'),
    'settings',
  )
}

export const playerLooks = looksOf('player', {
  poster: (goods) => drawPlayer(goods, { watching: 1284 }),
  'poster with a product': (goods) => drawPlayer(goods, busy(goods)),
  'poster, to come': (goods) =>
    drawPlayer(goods, {
      show: { status: 'scheduled', startsAt: Date.UTC(2027, 0, 15, 18), stream: undefined },
    }),
  async loading(goods) {
    const { player, video } = await drawPlaying(goods, busy(goods))
    video.dispatchEvent(new Event('waiting'))
    await until(() => findDeep(player, '.spinner'), 'a spinner')
  },
  live: (goods) => drawPlaying(goods, busy(goods)),
  async 'live, left alone'(goods) {
    rest((await drawPlaying(goods, busy(goods))).player)
  },
  'live, paused': async (goods) => (await drawPlaying(goods, busy(goods))).player.pause(),
  'live with rewind': (goods) => drawPlaying(goods, { ...busy(goods), rewind: 1800 }),
  'live, behind': (goods) => drawPlaying(goods, { ...busy(goods), rewind: 1800, behind: 245 }),
  'live, a tap for sound': (goods) => drawPlaying(goods, { ...busy(goods), needsTap: true }),
  replay: (goods) => drawPlaying(goods, { ...busy(goods), ...REPLAY }),
  'replay with captions': (goods) => drawPlaying(goods, { ...busy(goods), ...REPLAY, captions: ['English'] }),
  async ended(goods) {
    const { video } = await drawPlaying(goods, { ...busy(goods), ...REPLAY })
    video.currentTime = REPLAY.duration
  },
  landscape: (goods) => drawPlaying(goods, { ...busy(goods), isLandscape: true }),
  'fault of the stream': (goods) => failing(goods, 'media_failed'),
  'fault, not playable': (goods) => failing(goods, 'media_unplayable'),
  'fault, no such show': (goods) => refused(goods, 'unknown_show'),
  'fault, not for this site': (goods) => refused(goods, 'origin'),
  'fault, no hub': (goods) => refused(goods, 'hub_unreachable'),
  async 'thin network'(goods) {
    const { player } = await drawPlaying(goods, busy(goods))
    player.thin.onSlow()
    await until(() => findDeep(player, 'tote-thin')?.shadowRoot?.querySelector('[role=status]'), 'a notice')
  },
  async 'sound alone'(goods) {
    const { player } = await drawPlaying(goods, { watching: 1284 })
    player.thin.choose(false)
    await until(() => findDeep(player, 'tote-thin')?.shadowRoot?.querySelector('[role=status]'), 'a notice')
  },
  offline: (goods) => drawPlaying(goods, { ...busy(goods), connection: { status: 'offline', sinceMs: 0 } }),
  settings: (goods) => withSettings(goods, 'choices'),
  async 'settings, captions'(goods) {
    await withSettings(goods, 'choices')
    const settings = findDeep(document, 'tote-settings')?.shadowRoot
    settings?.querySelector('fieldset:last-of-type, section:last-of-type')?.scrollIntoView()
  },
  keys: (goods) => withSettings(goods, 'keys'),
  note: (goods) =>
    drawPlaying(goods, {
      ...busy(goods),
      note: { text: 'Wash at 30°, dry in the shade. It only gets softer.', at: 0 },
    }),
  'host note and a poll': (goods) =>
    drawPlaying(goods, {
      ...busy(goods),
      note: { text: 'Wash at 30°, dry in the shade.', at: 0 },
      poll: pollOf(),
    }),
  'poll over the picture': (goods) => drawPlaying(goods, { ...busy(goods), poll: pollOf() }),
  async 'in the corner'(goods) {
    const { player } = await drawPlaying(goods, busy(goods))
    await until(() => customElements.get('tote-mini'), 'the small player')
    player.renderRoot.querySelector('tote-mini')?.enter()
  },
  'products open': (goods) => withPanel(goods, 'products'),
  'basket open': (goods) => withPanel(goods, 'cart'),
  'chat open': (goods) => withPanel(goods, 'chat'),
  async 'product open'(goods) {
    const { player } = await drawPlaying(goods, busy(goods))
    await press(player, 'tote-product-card [part~=title], .card [part~=title]')
    await until(
      () => findDeep(player, 'tote-products')?.shadowRoot?.querySelector('tote-product'),
      'a product',
    )
  },
})

async function withPanel(goods: Goods, panel: 'products' | 'cart' | 'chat') {
  const cart = testCart([goods.line('linen-shirt'), goods.line('stoneware-mug', 4)])
  const { player } = await drawPlaying(goods, { ...busy(goods), cart })
  player.openPanel(panel)
  await player.updateComplete
}

function pollOf() {
  return testPoll({
    question: 'Which colour shall we dye next?',
    options: [
      { text: 'Saffron', votes: 214 },
      { text: 'Deep sea', votes: 167 },
      { text: 'Rosewood', votes: 98 },
    ],
    totalVotes: 479,
  })
}

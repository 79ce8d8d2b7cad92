import { elementUpdated } from '@tote/testkit/dom'
import { emptyMoment, productIdSchema, showIdSchema, showSchema, type Cue } from '@tote/protocol'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import '../define/late.ts'
import { pretendFramed } from '../internal/testing/framed-fixtures.ts'
import { find, mount, textOf } from '../internal/testing/mount-fixtures.ts'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { createTestTote } from '../internal/testing/tote-fixtures.ts'
import { mountPlayer, settled } from '../tote-player/player-fixtures.ts'
import type { ToteMoments } from './tote-moments.ts'

const START = 1_700_000_000_000
const MINUTE = 60_000
const names = ['mug', 'throw', 'lamp', 'hat']
const products = names.map((name) => testProduct({ name, title: name }))
const pin = (name: string, minute: number, seq: number) => ({
  seq,
  at: START + minute * MINUTE,
  cue: { kind: 'productPinned', productId: productIdSchema.parse(name) } satisfies Cue,
})
const before = history.state as unknown
afterEach(() => history.replaceState(before, '', location.pathname + location.search))

/** Joined at minute 20, with the hat shown now. */
async function open(properties: Partial<ToteMoments> = {}) {
  const world = createTestTote({ products, pinned: products.slice(3) })
  world.$log.set({
    base: emptyMoment,
    events: [pin('mug', 2, 1), pin('throw', 8, 2), pin('lamp', 14, 3), pin('hat', 19, 4)],
  })
  world.$show.set({
    status: 'ready',
    tenantName: 'Maison',
    show: showSchema.parse({ id: 'spring', title: 'Spring', status: 'live', startsAt: START }),
  })
  world.$position.set({
    showId: showIdSchema.parse('spring'),
    mode: 'live',
    pdt: START + 20 * MINUTE,
    isPlaying: true,
  })
  return { ...world, moments: await mount('tote-moments', world.tote, properties) }
}
const watch = (moments: ToteMoments) => [...moments.renderRoot.querySelectorAll<HTMLElement>('[part=watch]')]

test('[U19] who joins at minute 20 sees the moments, latest first, and goes to each that the stream holds', async () => {
  const { moments, intents } = await open({ open: true })
  expect([...moments.renderRoot.querySelectorAll('.title')].map((title) => title.textContent)).toEqual([
    'hat',
    'lamp',
    'throw',
    'mug',
  ])
  for (const button of watch(moments)) button.click()
  expect(intents.map(([name, pdt]) => [name, (Number(pdt) - START) / 1000])).toEqual([
    ['goTo', 19 * 60 - 2],
    ['goTo', 14 * 60 - 2],
    ['goTo', 8 * 60 - 2],
    ['goTo', 2 * 60 - 2],
  ])
  await expect(moments).to.be.accessible()
})

test('[U19] what the stream holds no more has no button, and its product stays in the list', async () => {
  const { moments, $reachFrom } = await open({ open: true })
  $reachFrom.set(START + 10 * MINUTE)
  await elementUpdated(moments)
  expect(watch(moments).map((button) => button.getAttribute('aria-label'))).toEqual([
    'Watch hat',
    'Watch lamp',
  ])
  expect(moments.renderRoot.querySelectorAll('.moment')).toHaveLength(4)
})

test('[U19] over the picture it says what was missed, once, and not what is shown now', async () => {
  const { moments, $moment } = await open({ compact: true })
  expect(textOf(find(moments, '[role=status]'))).toBe('You missed 3 products')
  const heard = vi.fn<() => void>()
  document.addEventListener('tote-moments-open', heard, { once: true })
  find(moments, '[part=see]').click()
  await elementUpdated(moments)
  expect(heard).toHaveBeenCalledOnce()
  expect(textOf(find(moments, '[role=status]'))).toBe('')
  $moment.set({ pinned: [], chapter: null, note: null })
  await elementUpdated(moments)
  expect(textOf(find(moments, '[role=status]'))).toBe('')
})

test('in a replay nothing was missed', async () => {
  const { moments, $show } = await open({ compact: true })
  const shown = $show.get()
  if (shown.status !== 'ready') throw new Error('the show is ready')
  $show.set({ ...shown, show: { ...shown.show, status: 'ended' } })
  await elementUpdated(moments)
  expect(textOf(find(moments, '[role=status]'))).toBe('')
})

test('a moment that is gone when it is asked for is told', async () => {
  const { moments, tote } = await open({ open: true })
  vi.spyOn(tote.playback, 'goTo').mockResolvedValue(false)
  watch(moments)[0]?.click()
  await vi.waitFor(() => expect(textOf(find(moments, '.status'))).toContain('no longer in the live show'))
})

test('a link to a moment is copied; where that is not allowed it is shown to be copied', async () => {
  const { moments } = await open({ open: true })
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  find(moments, '[part=copy]').click()
  await vi.waitFor(() => expect(textOf(find(moments, '.status'))).toBe('The link is copied.'))
  expect(write.mock.calls[0]?.[0]).toMatch(/#tote-t=spring@18m58s$/)
  write.mockRejectedValue(new DOMException('no', 'NotAllowedError'))
  find(moments, '[part=copy]').click()
  await vi.waitFor(() => expect(find(moments, '.link')).toHaveProperty('value', write.mock.calls[0]?.[0]))
})

test('in a frame of the hub a link leads to the page around it; where that says nothing of itself there is none', async () => {
  const stop = pretendFramed('https://portal.test/article')
  onTestFinished(stop)
  const { moments } = await open({ open: true })
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  find(moments, '[part=copy]').click()
  await vi.waitFor(() =>
    expect(write).toHaveBeenCalledWith('https://portal.test/article#tote-t=spring@18m58s'),
  )
  write.mockRestore()
  stop()
  onTestFinished(pretendFramed(null))
  const other = await open({ open: true })
  expect(watch(other.moments)).toHaveLength(4)
  expect(other.moments.renderRoot.querySelector('[part=copy]')).toBeNull()
})

const openAt = async (hash: string) => {
  history.replaceState(null, '', hash)
  onTestFinished(() => history.replaceState(before, '', location.pathname + location.search))
  const faults: unknown[] = []
  const listen = (event: Event) => faults.push(Reflect.get(event, 'error'))
  document.addEventListener('tote-error', listen)
  onTestFinished(() => document.removeEventListener('tote-error', listen))
  vi.spyOn(console, 'error').mockReturnValue()
  const world = await mountPlayer({
    show: { status: 'ended', startsAt: START, endedAt: START + 30 * MINUTE },
  })
  await settled(world.player)
  await vi.waitFor(() =>
    expect(world.player.renderRoot.querySelector('tote-moments')?.matches(':defined')).toBe(true),
  )
  await settled(world.player)
  return { ...world, faults, asked: () => world.intents.filter(([name]) => name === 'goTo') }
}

test('a page opened at a moment goes there without starting, and again when the address changes', async () => {
  const { asked, player, faults } = await openAt('#tote-t=spring@12m')
  expect(asked()).toEqual([['goTo', START + 12 * MINUTE]])
  expect(player.paused).toBe(true)
  history.replaceState(null, '', '#tote-t=90')
  window.dispatchEvent(new HashChangeEvent('hashchange'))
  expect(asked().at(-1)).toEqual(['goTo', START + 90_000])
  expect(faults).toEqual([])
})

test.each(['#tote-t=soon', '#tote-t=9h', '#tote-t=1600000000000'])(
  'a page opened at %s is told, and plays as if there were none',
  async (hash) => {
    const { asked, faults } = await openAt(hash)
    expect(asked()).toEqual([])
    expect(faults).toMatchObject([{ code: 'bad_attribute', details: { field: 'tote-t' } }])
  },
)

test('a moment of another show is not this player’s', async () => {
  const { asked, faults } = await openAt('#tote-t=autumn@5m')
  expect([asked(), faults]).toEqual([[], []])
})

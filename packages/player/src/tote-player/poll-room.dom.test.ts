import { productIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import '../define/late.ts'
import { testProduct } from '../internal/testing/product-fixtures.ts'
import { testPoll } from '../internal/testing/tote-fixtures.ts'
import { mountPlayer, settled } from './player-fixtures.ts'

/** A phone that came late to a show, with a poll. */
async function play(dir: 'ltr' | 'rtl') {
  const product = testProduct()
  const world = await mountPlayer({ products: [product], poll: testPoll() })
  const { player, $log, $position, tote } = world
  Object.assign(player.style, { display: 'block', inlineSize: '360px' })
  player.dir = dir
  const pin = { kind: 'productPinned', productId: productIdSchema.parse(product.id) } as const
  $log.set({ base: $log.get().base, events: [{ seq: 1, at: 1000, cue: pin }] })
  $position.set({ showId: tote.showId, pdt: 60_000, mode: 'live', isPlaying: true })
  await player.play()
  await settled(player)
  const inPlayer = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, mark = '') => {
    const found = player.shadowRoot?.querySelector<HTMLElementTagNameMap[Tag]>(`${tag}${mark}` as Tag)
    if (found == null) throw new Error(`there is no ${tag}`)
    return found
  }
  return { ...world, inPlayer }
}

test('what was missed makes way for a poll, and is told again when that is gone', async () => {
  const { player, inPlayer, $poll } = await play('ltr')
  const moments = inPlayer('tote-moments', '[compact]')
  expect(moments.getBoundingClientRect().height).toBe(0)
  expect(inPlayer('tote-poll').getBoundingClientRect().height).toBeGreaterThan(0)
  $poll.set(null)
  await inPlayer('tote-poll').updateComplete
  await settled(player)
  expect(moments.getBoundingClientRect().height).toBeGreaterThan(0)
})

test.each(['ltr', 'rtl'] as const)(
  'signs that rise keep clear of a poll and of the edge (%s)',
  async (dir) => {
    const { player, inPlayer, $reactions } = await play(dir)
    const reactions = inPlayer('tote-reactions', '[compact]')
    $reactions.set({ id: 1, counts: {} })
    await reactions.updateComplete
    $reactions.set({ id: 2, counts: { heart: 5, clap: 5, wow: 5 } })
    await reactions.updateComplete
    const poll = inPlayer('tote-poll').renderRoot.querySelector('.poll')?.getBoundingClientRect()
    const signs = [...reactions.renderRoot.querySelectorAll('.sign')]
    const picture = player.stage?.getBoundingClientRect()
    if (poll === undefined) throw new Error('there is no poll')
    expect(signs.length).toBeGreaterThan(4)
    const flights = signs.flatMap((sign) => sign.getAnimations().map((animation) => ({ sign, animation })))
    expect(flights).toHaveLength(signs.length)
    for (const { sign, animation } of flights)
      for (const share of [0.2, 0.4, 0.6, 0.8]) {
        animation.pause()
        animation.currentTime = Number(animation.effect?.getTiming().delay ?? 0) + 2400 * share
        const box = sign.getBoundingClientRect()
        const isOver =
          box.left < poll.right && box.right > poll.left && box.top < poll.bottom && box.bottom > poll.top
        expect(isOver).toBe(false)
        expect(box.left).toBeGreaterThanOrEqual(picture?.left ?? 0)
        expect(box.right).toBeLessThanOrEqual(picture?.right ?? 0)
      }
  },
)

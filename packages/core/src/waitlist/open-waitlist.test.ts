import { lineId, money, ToteError, variantIdSchema } from '@tote/protocol'
import { atom } from 'nanostores'
import { expect, test } from 'vitest'
import { createTestWorld, online } from '../test-world-fixtures.ts'
import type { CartLineView, CartView } from '../tote.ts'
import { openWaitlist } from './open-waitlist.ts'

const variantId = variantIdSchema.parse('mug')

/** A waitlist over a hub that answers this, and over a cart of these lines. */
function waiting(answer: unknown = null, lines: readonly CartLineView[] = []) {
  const asked: [string, unknown][] = []
  const wished: unknown[] = []
  const wish = (...wanted: unknown[]) => {
    wished.push(wanted)
    return Promise.resolve({ status: 'accepted' } as const)
  }
  const $told = atom<unknown>(null)
  const waitlist = openWaitlist({
    line: {
      $told,
      ask(event, message) {
        asked.push([event, message])
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
      },
    },
    cart: {
      // Of the cart's view it reads the lines.
      $cart: atom({ lines } as CartView),
      addLine: (choice) => wish('add', choice),
      setQuantity: (...args) => wish('set', ...args),
    },
  })
  return { waitlist, $told, asked, wished }
}

test('[U70] joining answers the place and where the shopper will hear of it', async () => {
  const { waitlist, asked } = waiting({
    ok: true,
    channel: 'widget',
    waits: [{ status: 'waiting', variantId, place: 3 }],
  })
  expect(await waitlist.join('mug')).toEqual({ status: 'waiting', place: 3, channel: 'widget' })
  expect(asked).toEqual([['waitlist.join', { variantId: 'mug' }]])
  expect(waitlist.waits()).toEqual([{ status: 'waiting', variantId, place: 3 }])
})

test('whose turn it is already is told until when', async () => {
  const { waitlist } = waiting({
    ok: true,
    channel: 'widget',
    waits: [{ status: 'called', variantId, untilMs: 9 }],
  })
  expect(await waitlist.join('mug')).toEqual({ status: 'called', untilMs: 9, channel: 'widget' })
})

test.each([
  ['what can be bought', { ok: false, code: 'in_stock' }, 'in_stock'],
  ['a hub that wants to be asked later', { error: { code: 'rate', message: '' } }, 'rate'],
  ['being without a connection', new ToteError('hub_unreachable'), 'hub_unreachable'],
])('%s is an answer, not an exception', async (_name, answer, code) => {
  expect(await waiting(answer).waitlist.join('mug')).toEqual({ status: 'rejected', code })
})

test('leaving tells the hub, and the lines are what it answers', async () => {
  const { waitlist, $told, asked } = waiting([])
  $told.set([{ status: 'waiting', variantId, place: 1 }])
  expect(await waitlist.leave('mug')).toBe(true)
  expect(asked).toEqual([['waitlist.leave', { variantId: 'mug' }]])
  expect(waitlist.waits()).toEqual([])
  expect(await waiting(new ToteError('busy')).waitlist.leave('mug')).toBe(false)
})

test('what the hub tells is what is shown; of what cannot be read nothing is', () => {
  const { waitlist, $told } = waiting()
  expect(waitlist.waits()).toEqual([])
  const heard: unknown[] = []
  const stop = waitlist.onWaits((waits) => heard.push(waits.length))
  $told.set([{ status: 'waiting', variantId, place: 2 }])
  expect(waitlist.waits()).toEqual([{ status: 'waiting', variantId, place: 2 }])
  $told.set([{ status: 'waiting', variantId: '<b>', place: 0 }])
  expect(waitlist.waits()).toEqual([])
  stop()
  $told.set(null)
  expect(heard).toEqual([0, 1, 0])
})

test('an id that can be none is told where it is called', async () => {
  const { waitlist, asked } = waiting()
  const wrong = { details: { field: 'variantId' } }
  await expect(waitlist.join('a mug')).rejects.toMatchObject(wrong)
  await expect(waitlist.leave('a mug')).rejects.toMatchObject(wrong)
  await expect(waitlist.take('a mug')).rejects.toMatchObject(wrong)
  expect(asked).toEqual([])
})

test('taking adds one; what lies in the cart and is no longer held is asked for again', async () => {
  const line = (status: 'held' | 'over' | null): CartLineView => ({
    id: lineId({ variantId }),
    merchandise: {
      variantId,
      productId: null,
      title: 'Mug',
      variantTitle: '',
      image: null,
      isAvailable: true,
    },
    quantity: 2,
    isSent: false,
    attributes: [],
    cost: { unit: money(1, 'EUR'), total: money(2, 'EUR') },
    isPending: false,
    hold: status === null ? null : { status, untilMs: 0 },
  })
  for (const [lines, wanted] of [
    [[], ['add', { variantId }]],
    [[line('held')], ['add', { variantId }]],
    [[line('over')], ['set', lineId({ variantId }), 2]],
    [[line(null)], ['set', lineId({ variantId }), 2]],
  ] as const) {
    const { waitlist, wished } = waiting(null, lines)
    await waitlist.take('mug')
    expect(wished).toEqual([wanted])
  }
})

test('a tote asks over its connection, and hears what the hub tells; without one it asks nothing', async () => {
  const world = createTestWorld()
  const tote = await online(world)
  const waitlist = openWaitlist(tote)
  world.hub.tell('waits', [{ status: 'waiting', variantId, place: 1 }])
  await world.until(() => waitlist.waits().length === 1, 'told')
  expect(await waitlist.leave('mug')).toBe(true)
  expect(world.hub.asked.at(-1)).toEqual({ event: 'waitlist.leave', message: { variantId: 'mug' } })
  tote.stop()
  expect(await waitlist.join('mug')).toEqual({ status: 'rejected', code: 'hub_unreachable' })
})

import { lineIdSchema, variantIdSchema, type CartLine } from '@tote/protocol'
import { FakeClock } from '@tote/testkit/clock'
import { expect, test } from 'vitest'
import { bringBack, createUndo, takeOut } from './undo.ts'

const line: CartLine = {
  id: lineIdSchema.parse('line'),
  variantId: variantIdSchema.parse('vase'),
  attrs: [],
  qty: 2,
  price: 1000,
  addedAt: 0,
  rev: 1,
}

function offered() {
  const clock = new FakeClock()
  const undo = createUndo(clock)
  undo.offer({ kind: 'removed', titles: ['Vase'], ops: () => bringBack([line]) })
  return { clock, undo }
}

test('an offer to undo lasts ten seconds and brings back what was taken', async () => {
  const { clock, undo } = offered()
  await clock.advance(9_999)
  expect(undo.$undo.get()?.titles).toEqual(['Vase'])
  expect(undo.take()).toEqual([{ op: 'addLine', variantId: 'vase', qty: 2, attrs: [] }])
  expect([undo.$undo.get(), clock.pendingCount]).toEqual([null, 0])
})

test('its time stands still while it is held, and runs on with what was left', async () => {
  const { clock, undo } = offered()
  await clock.advance(6_000)
  const release = undo.hold()
  await clock.advance(60_000)
  expect(undo.$undo.get()).not.toBeNull()
  release()
  expect(undo.$undo.get()?.untilMs).toBe(clock.now() + 4_000)
  await clock.advance(4_000)
  expect(undo.$undo.get()).toBeNull()
})

test('letting go twice, or of an offer that another followed, changes nothing', async () => {
  const { clock, undo } = offered()
  const release = undo.hold()
  undo.offer({ kind: 'removed', titles: ['Bowl'], ops: () => bringBack([line]) })
  release()
  release()
  await clock.advance(9_999)
  expect(undo.$undo.get()?.titles).toEqual(['Bowl'])
  await clock.advance(1)
  expect(undo.$undo.get()).toBeNull()
})

test('there is nothing to hold without an offer', () => {
  const undo = createUndo(new FakeClock())
  undo.hold()()
  expect(undo.$undo.get()).toBeNull()
})

test('[D7] what came along is taken out again, and what was there before it stays', () => {
  const merged = [{ ...line, qty: 5 }]
  expect(takeOut([line], merged)).toEqual([{ op: 'setQuantity', lineId: 'line', qty: 3 }])
  expect(takeOut([line], [line])).toEqual([{ op: 'removeLine', lineId: 'line' }])
})

import { lineId, variantIdSchema } from '@tote/protocol'
import { expect, test } from 'vitest'
import { checkHistory } from './check-history.ts'
import type { HistoryEvent, Truth } from './history.ts'

/** A run in which all went well: one shopper, two devices, an accepted add, a refused one and a note. */
function createRun(): { history: HistoryEvent[]; truth: Truth } {
  const addMug = { op: 'addLine', variantId: 'mug', qty: 2, attrs: [] }
  const device = (name: string): HistoryEvent[] => [
    { type: 'show', at: 1, device: name, from: null, to: 1 },
    { type: 'show', at: 5, device: name, from: 1, to: 3 },
    {
      type: 'final',
      at: 90,
      device: name,
      shopper: 'ada',
      cartId: 'cart',
      pending: 0,
      lines: [[mugLine, 2]],
      note: 'hi',
    },
  ]
  const invoke = (uid: string, op: string): HistoryEvent => ({
    type: 'invoke',
    at: 10,
    device: 'ada/1',
    uid,
    op,
    isOnline: true,
  })
  return {
    history: [
      ...device('ada/1'),
      ...device('ada/2'),
      invoke('a', 'addLine'),
      { type: 'ok', at: 20, uid: 'a' },
      { type: 'settled', at: 21, uid: 'a' },
      invoke('b', 'addLine'),
      { type: 'fail', at: 22, uid: 'b', code: 'no_stock' },
      invoke('c', 'setNote'),
    ],
    truth: {
      carts: [{ id: 'cart', rev: 2, note: 'hi', lines: [[mugLine, 'mug', 2]] }],
      mutations: [
        { clientId: 'x', mid: 1, uid: 'a', cartId: 'cart', op: addMug, isOk: true, rev: 1 },
        { clientId: 'x', mid: 2, uid: 'b', cartId: 'cart', op: addMug, isOk: false, rev: 1 },
        {
          clientId: 'y',
          mid: 1,
          uid: 'c',
          cartId: 'cart',
          op: { op: 'setNote', text: 'hi' },
          isOk: true,
          rev: 2,
        },
      ],
      lastMids: [
        ['x', 2],
        ['y', 1],
      ],
      stock: [{ variantId: 'mug', onHand: 5, held: 2, movedOnHand: 5, movedHeld: 2, activeHolds: 2 }],
      scarce: { mug: 5 },
      show: { seq: 3, seqs: [1, 2, 3] },
    },
  }
}

/** As the product names the line of a mug without attributes. */
const mugLine = lineId({ variantId: variantIdSchema.parse('mug') })

type Run = ReturnType<typeof createRun>

/** The object that a test breaks: what is readonly to the checker is ours to change here. */
function broken(change: (run: Writable<Run>) => void): readonly string[] {
  const run = createRun()
  change(run as Writable<Run>)
  return checkHistory(run.history, run.truth).violations
}

type Writable<T> = { -readonly [Key in keyof T]: Writable<T[Key]> }

test('a run in which all went well is held, with an unknown outcome that was done', () => {
  const { history, truth } = createRun()
  expect(checkHistory(history, truth)).toEqual({
    violations: [],
    counts: { intents: 3, ok: 1, refused: 1, unknown: 1, showGaps: 0, reloads: 0 },
  })
})

test('an unknown outcome that was not done is held too', () => {
  expect(
    broken(({ history, truth }) => {
      truth.mutations.pop()
      truth.lastMids.pop()
      Object.assign(truth.carts[0] ?? {}, { rev: 1, note: '' })
      for (const event of history) if (event.type === 'final') event.note = ''
    }),
  ).toEqual([])
})

test.each<[rule: string, what: string, change: (run: Writable<Run>) => void]>([
  ['I1', 'an acknowledged add that is in no log', ({ truth }) => void truth.mutations.shift()],
  [
    'I1',
    'an accepted add that the log refused',
    ({ truth }) => void Object.assign(truth.mutations[0] ?? {}, { isOk: false }),
  ],
  [
    'I1',
    'a refused add that the log accepted',
    ({ truth }) => void Object.assign(truth.mutations[1] ?? {}, { isOk: true }),
  ],
  [
    'I2',
    'an intent done twice',
    ({ truth }) => void truth.mutations.push({ ...(truth.mutations[0] ?? fail()), mid: 3 }),
  ],
  [
    'I2',
    'an operation that nobody asked for',
    ({ history }) =>
      void history.splice(
        history.findIndex(({ type }) => type === 'invoke'),
        1,
      ),
  ],
  [
    'I11',
    'a number of a client left out',
    ({ truth }) => void Object.assign(truth.mutations[1] ?? {}, { mid: 3 }),
  ],
  ['I4', 'a revision used twice', ({ truth }) => void Object.assign(truth.mutations[2] ?? {}, { rev: 1 })],
  [
    'I4',
    'a revision that no operation gave',
    ({ truth }) => void Object.assign(truth.carts[0] ?? {}, { rev: 3 }),
  ],
  [
    'I3',
    'a line that the log does not give',
    ({ truth }) => void Object.assign(truth.carts[0] ?? {}, { lines: [[mugLine, 'mug', 4]] }),
  ],
  [
    'I7',
    'more held than there is',
    ({ truth }) => void Object.assign(truth.stock[0] ?? {}, { onHand: 1, movedOnHand: 1 }),
  ],
  ['I7', 'more in carts than there is', ({ truth }) => void Object.assign(truth, { scarce: { mug: 1 } })],
  [
    'I8',
    'moves that do not add up',
    ({ truth }) => void Object.assign(truth.stock[0] ?? {}, { movedHeld: 1 }),
  ],
  [
    'I8',
    'holds that do not add up',
    ({ truth }) => void Object.assign(truth.stock[0] ?? {}, { activeHolds: 1 }),
  ],
  [
    'I5',
    'a device that shows something else',
    ({ history }) => finalOf(history, (final) => (final.lines = [])),
  ],
  ['I5', 'a device that still waits', ({ history }) => finalOf(history, (final) => (final.pending = 1))],
  [
    'I5',
    'devices of a shopper with different carts',
    ({ history }) => finalOf(history, (final) => (final.cartId = 'other')),
  ],
  ['I12', 'a show whose log has a gap', ({ truth }) => void truth.show.seqs.splice(1, 1)],
  ['I12', 'a device that ended behind the show', ({ history }) => void history.splice(1, 1)],
  [
    'I12',
    'a gap that was never mended',
    ({ history }) => void history.splice(1, 1, { type: 'show', at: 5, device: 'ada/1', from: 2, to: 3 }),
  ],
  [
    'I12',
    'a gap that was mended too late',
    ({ history }) =>
      void history.splice(
        1,
        1,
        { type: 'show', at: 5, device: 'ada/1', from: 2, to: 3 },
        { type: 'show', at: 3000, device: 'ada/1', from: null, to: 3 },
      ),
  ],
])('[%s] %s is a violation', (rule, _what, change) => {
  const violations = broken(change)
  expect(violations.filter((violation) => violation.startsWith(`[${rule}]`))).not.toEqual([])
})

test('a gap in a show that was mended in time is counted, and no violation', () => {
  const { history, truth } = createRun()
  history.splice(
    1,
    1,
    { type: 'show', at: 5, device: 'ada/1', from: 2, to: 3 },
    { type: 'show', at: 300, device: 'ada/1', from: null, to: 3 },
  )
  expect(checkHistory(history, truth)).toMatchObject({ violations: [], counts: { showGaps: 1 } })
})

function finalOf(
  history: HistoryEvent[],
  change: (final: Extract<HistoryEvent, { type: 'final' }>) => void,
): void {
  const final = history.find((event) => event.type === 'final')
  if (final?.type === 'final') change(final)
}

function fail(): never {
  throw new Error('the run that all tests begin with has lost an entry')
}

test('an answer that is older than what came meanwhile makes no gap', () => {
  const { history, truth } = createRun()
  history.splice(
    0,
    2,
    { type: 'show', at: 1, device: 'ada/1', from: null, to: 1 },
    { type: 'show', at: 2, device: 'ada/1', from: 1, to: 2 },
    { type: 'show', at: 2, device: 'ada/1', from: null, to: 1 },
    { type: 'show', at: 5, device: 'ada/1', from: 2, to: 3 },
  )
  expect(checkHistory(history, truth)).toMatchObject({ violations: [], counts: { showGaps: 0 } })
})

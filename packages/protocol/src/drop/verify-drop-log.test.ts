import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dropOf, finishedLog, LogBook, OPENS_AT, SEED, sha256, WINDOW_MS, whoOf } from './drop-fixtures.ts'
import { canonicalJson, drawOrder, emptyHead, sealEntry, type DropEntry } from './drop-log.ts'
import { verifyDropLog } from './verify-drop-log.ts'

const verify = (entries: readonly unknown[], receipts: { n: number; hash: string }[] = []) =>
  verifyDropLog(entries, { sha256, receipts })

/** The chain of these written anew, as a hub would that wants its lie to hold. */
function reseal(entries: readonly DropEntry[]): DropEntry[] {
  const sealed: DropEntry[] = []
  for (const { n: _n, at, prev: _prev, hash: _hash, ...news } of entries)
    sealed.push(sealEntry(news, { head: sealed.at(-1) ?? emptyHead, nowMs: at, sha256 }))
  return sealed
}

test('a log that was kept by the rules holds, and says what came of the drop', () => {
  const { entries } = finishedLog()
  expect(verify(entries)).toMatchObject({ ok: true, entered: 6, turns: 3, taken: 3, drop: dropOf() })
  expect(verify(entries, [{ n: 3, hash: entries[2]?.hash ?? '' }])).toMatchObject({ ok: true })
  expect(verify([])).toMatchObject({ ok: false, n: 1 })
})

test('an entry that was changed, taken out, doubled or put elsewhere is found where it is', () => {
  const { entries } = finishedLog()
  const position = fc.nat({ max: entries.length - 1 })
  fc.assert(
    fc.property(position, fc.integer({ min: 1, max: 1000 }), (index, later) => {
      const changed = entries.map((entry, at) => (at === index ? { ...entry, at: entry.at + later } : entry))
      expect(verify(changed)).toMatchObject({ ok: false, n: index + 1 })
    }),
  )
  fc.assert(
    fc.property(fc.nat({ max: entries.length - 2 }), (index) => {
      expect(verify(entries.toSpliced(index, 1))).toMatchObject({ ok: false, n: index + 1 })
      expect(verify(entries.toSpliced(index, 0, entries[index] ?? never()))).toMatchObject({
        ok: false,
        n: index + 2,
      })
    }),
  )
  fc.assert(
    fc.property(position, position, (one, other) => {
      fc.pre(one !== other)
      const swapped = entries.with(one, entries[other] ?? never()).with(other, entries[one] ?? never())
      expect(verify(swapped)).toMatchObject({ ok: false, n: Math.min(one, other) + 1 })
    }),
  )
})

test('an end that was cut off, or a whole log that was written anew, is found by a receipt', () => {
  const { entries } = finishedLog()
  const receipt = { n: 5, hash: entries[4]?.hash ?? '' }
  expect(verify(entries.slice(0, 3), [receipt])).toMatchObject({ ok: false, n: 5 })
  // Before the draw: after it another head would have given another order, which is found as well.
  const anew = reseal(
    entries.slice(0, 7).map((entry) => (entry.kind === 'entered' ? { ...entry, at: entry.at + 1 } : entry)),
  )
  expect(verify(anew)).toMatchObject({ ok: true })
  expect(verify(anew, [receipt])).toMatchObject({ ok: false, n: 5 })
})

test('[D3] another seed than was promised is found, even with its chain in order', () => {
  const names = ['ann', 'ben']
  const log = new LogBook().open().enter(...names)
  log.draw(names, sha256('another'))
  expect(verify(log.entries)).toMatchObject({ ok: false, n: 5, why: expect.stringContaining('[D3]') })
})

test('[D4] whatever two turns are exchanged, it is found, even with the chain in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(), fc.nat(), (count, one, other) => {
      const names = Array.from({ length: count }, (_, index) => `shopper ${index}`)
      const log = new LogBook().open().enter(...names)
      const order = log.draw(names)
      const [a, b] = [one % count, other % count]
      const wrong = order.with(a, order[b] ?? '').with(b, order[a] ?? '')
      for (const name of wrong) log.turn(name)
      const expected = a === b ? { ok: true } : { ok: false, n: 4 + count + Math.min(a, b) }
      expect(verify(log.entries)).toMatchObject(expected)
    }),
  )
})

const WRONG: [string, string, (log: LogBook) => unknown][] = [
  ['[D1]', 'opens early', (log) => log.add({ kind: 'opened' }, OPENS_AT - 1)],
  ['[D1]', 'enters before the opening', (log) => log.enter('ann')],
  ['[D1]', 'enters twice', (log) => log.open().enter('ann', 'ann')],
  [
    '[D2]',
    'enters among the drawn when the window is over',
    (log) => log.open().add({ kind: 'entered', who: whoOf('ann') }, OPENS_AT + WINDOW_MS),
  ],
  [
    '[D2]',
    'draws early',
    (log) => log.open().add({ kind: 'ordered', seed: SEED, count: 0 }, OPENS_AT + WINDOW_MS - 1),
  ],
  [
    '[D2]',
    'leaves somebody out of the draw',
    (log) =>
      log
        .open()
        .enter('ann', 'ben')
        .add({ kind: 'ordered', seed: SEED, count: 1 }, OPENS_AT + WINDOW_MS),
  ],
  ['[D4]', 'gives a turn before the draw', (log) => log.open().enter('ann').turn('ann')],
  [
    '[D4]',
    'serves who came late before who was drawn',
    (log) => {
      log.open().enter('ann').draw(['ann'])
      log.enter('late').turn('late')
    },
  ],
  [
    '[D4]',
    'serves who never entered',
    (log) => {
      log.open().draw([])
      log.turn('ghost')
    },
  ],
  [
    '[D5]',
    'gives more than a share',
    (log) => {
      log.open().enter('ann').draw(['ann'])
      log.turn('ann', 3)
    },
  ],
  [
    '[D5]',
    'takes more than the turn has',
    (log) => {
      log.open().enter('ann').draw(['ann'])
      log.turn('ann', 1).take('ann', 2)
    },
  ],
  [
    '[D5]',
    'takes without a turn',
    (log) => {
      log.open().enter('ann').draw(['ann'])
      log.take('ann')
    },
  ],
  [
    '[D6]',
    'takes after having passed',
    (log) => {
      log.open().enter('ann').draw(['ann'])
      log.turn('ann').pass('ann').pass('ann')
    },
  ],
  [
    '[D2]',
    'draws a second time',
    (log) => {
      log.open().draw([])
      log.draw([])
    },
  ],
  [
    '[D1]',
    'lets somebody in when it is closed',
    (log) => {
      log.open().draw([])
      log.add({ kind: 'closed' }).enter('ann')
    },
  ],
  ['again', 'announces twice', (log) => log.add({ kind: 'announced', drop: dropOf() })],
  ['is open', 'opens twice', (log) => log.open().open()],
  ['is closed', 'closes twice', (log) => log.add({ kind: 'closed' }).add({ kind: 'closed' })],
  ['sold out', 'is sold out before the draw', (log) => log.open().add({ kind: 'soldOut' })],
  [
    'sold out',
    'is sold out while somebody has a turn',
    (log) => {
      log.open().enter('ann').draw(['ann'])
      log.turn('ann').add({ kind: 'soldOut' })
    },
  ],
]
test.each(WRONG)('%s a hub that %s is found out, its chain in order or not', (rule, _what, write) => {
  const log = new LogBook()
  write(log)
  const verdict = verify(log.entries)
  expect(verdict).toMatchObject({ ok: false, n: log.entries.length, why: expect.stringContaining(rule) })
})

test.each([
  ['with a number left out', { n: 3 }, 'has the number 3'],
  ['of another log', { prev: 'f'.repeat(64) }, 'does not follow'],
  ['before the one it follows', { at: -1 }, 'is earlier'],
])('an entry %s is found, its own hash in order or not', (_what, changes, why) => {
  const [first, second = never()] = new LogBook().open().entries
  const { hash: _hash, ...told } = second
  const forged = { ...told, ...changes }
  const entries = [first, { ...forged, hash: sha256(canonicalJson(forged)) }]
  expect(verify(entries)).toMatchObject({ ok: false, n: 2, why: expect.stringContaining(why) })
})

test('a log that begins with anything but its drop is none', () => {
  const opened = sealEntry({ kind: 'opened' }, { head: emptyHead, nowMs: OPENS_AT, sha256 })
  expect(verify([opened])).toMatchObject({ ok: false, n: 1, why: expect.stringContaining('announced') })
})

test('the draw has everybody once, in an order that hangs on the seed and on all that was logged before', () => {
  const whos = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{32}$/), { minLength: 8, maxLength: 60 })
  fc.assert(
    fc.property(whos, fc.string(), (entered, head) => {
      const order = drawOrder(entered, { seed: SEED, head, sha256 })
      expect(order.toSorted()).toEqual(entered.toSorted())
      expect(drawOrder(entered.toReversed(), { seed: SEED, head, sha256 })).toEqual(order)
      // One in 8! of the shortest: a run that meets it prints its seed.
      expect(drawOrder(entered, { seed: SEED, head: `${head}.`, sha256 })).not.toEqual(order)
    }),
    { seed: 42 },
  )
})

test('whoever is how early in the window has the same chance to be first', () => {
  const names = Array.from({ length: 5 }, (_, index) => whoOf(String(index)))
  const firsts = names.map(() => 0)
  for (let run = 0; run < 5000; run += 1) {
    const [first = ''] = drawOrder(names, { seed: sha256(String(run)), head: '', sha256 })
    const index = names.indexOf(first)
    firsts[index] = (firsts[index] ?? 0) + 1
  }
  // Within five standard deviations of a thousand each.
  for (const count of firsts) expect(Math.abs(count - 1000)).toBeLessThan(142)
})

test('a value has one text, however its names are ordered', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
    }),
  )
  expect(canonicalJson({ b: [{ d: 1, c: 'é' }], a: null })).toBe('{"a":null,"b":[{"c":"é","d":1}]}')
})

function never(): never {
  throw new Error('there is one')
}

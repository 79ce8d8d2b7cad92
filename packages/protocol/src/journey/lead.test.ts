import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clientIdSchema, showIdSchema } from '../ids.ts'
import { isLeadNews, laterLead, pdtAt, type Lead } from './lead.ts'

const PDT = 1_700_000_000_000
const lead = (more: Partial<Omit<Lead, 'by'>> & { by?: string } = {}): Lead => ({
  showId: showIdSchema.parse('spring'),
  mode: 'live',
  pdt: PDT,
  isPlaying: true,
  heardAt: PDT,
  where: 'brand.test',
  ledAt: 0,
  ...more,
  by: clientIdSchema.parse(more.by ?? 'a'),
})
const fold = (told: readonly Lead[]) =>
  told.reduce<Lead | null>((known, next) => laterLead(known, next), null)

test('who was started by hand later leads, and one that plays by itself leads only where nobody was', () => {
  const alone = lead({ by: 'z' })
  const first = lead({ by: 'a', ledAt: 1 })
  const second = lead({ by: 'b', ledAt: 2 })
  expect(fold([alone])).toBe(alone)
  expect(fold([alone, first])).toBe(first)
  expect(fold([first, alone])).toBe(first)
  expect(fold([second, first])).toBe(second)
})

test('who is gone leads nobody who is there, and leads again when it is back', () => {
  const there = lead({ by: 'b', ledAt: 1 })
  const gone = lead({ by: 'a', ledAt: 2, isGone: true })
  expect(fold([gone, there])).toBe(there)
  expect(fold([there, gone])).toBe(there)
  const back = lead({ by: 'a', ledAt: 2, heardAt: PDT + 1 })
  expect(fold([gone, there, back])).toBe(back)
})

test('an older word of the same page does not undo a newer one', () => {
  const paused = lead({ heardAt: PDT + 2, isPlaying: false })
  expect(fold([paused, lead({ heardAt: PDT + 1 })])).toBe(paused)
})

test('two that lead at once: all who hear of them agree, in whatever order they hear', () => {
  const leads = fc
    .uniqueArray(
      fc.record({
        by: fc.stringMatching(/^[a-z]{1,4}$/),
        ledAt: fc.nat(3),
        isGone: fc.boolean(),
        heardAt: fc.nat(9),
      }),
      { selector: ({ by }) => by, minLength: 1, maxLength: 6 },
    )
    .map((made) => made.map((one) => lead(one)))
  fc.assert(
    fc.property(
      leads.chain((told) =>
        fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length })),
      ),
      ([told, shuffled]) => {
        expect(fold(shuffled)).toEqual(fold(told))
      },
    ),
  )
})

test('a playing picture has gone on since it was heard of, a paused one has not, and none goes back', () => {
  expect(pdtAt(lead(), PDT + 700)).toBe(PDT + 700)
  expect(pdtAt(lead({ isPlaying: false }), PDT + 700)).toBe(PDT)
  // A device whose idea of the hub's clock is behind.
  expect(pdtAt(lead(), PDT - 300)).toBe(PDT)
})

test('what could be worked out is no news', () => {
  const known = lead({ ledAt: 5 })
  const later = (more: Partial<Omit<Lead, 'by'>> & { by?: string }) =>
    isLeadNews(known, lead({ ledAt: 5, heardAt: PDT + 5000, pdt: PDT + 5000, ...more }))
  expect(later({})).toBe(false)
  expect(later({ pdt: PDT + 5100 })).toBe(false)
  expect(isLeadNews(null, known)).toBe(true)
  const news = [
    { pdt: PDT + 5200 },
    { pdt: PDT + 4800 },
    { isPlaying: false },
    { ledAt: 6 },
    { by: 'b' },
    { isAlone: true },
    { isGone: true },
    { mode: 'behind' as const },
    { showId: showIdSchema.parse('winter') },
  ]
  expect(news.map(later)).toEqual(news.map(() => true))
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysUntil, hoursOfDays, isOpen, nextOpening, openSpan, readyAt } from './opening-hours.ts'
import { storeFileSchema, WEEKDAYS, type StoreFile } from './store-facts.ts'

const PARIS = 'Europe/Paris'

function storeOf(openingHours: StoreFile['openingHours'], more: Partial<StoreFile> = {}): StoreFile {
  return storeFileSchema.parse({ location: 'rue', timeZone: PARIS, openingHours, ...more })
}
const everyDay = (...spans: string[]) => Object.fromEntries(WEEKDAYS.map((day) => [day, spans]))
const ms = (iso: string) => Date.parse(iso)
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16))

test('a store is open from the minute it opens to the one it closes in, by its own clock', () => {
  const store = storeOf({ Thursday: ['10:00-13:00', '14:00-19:30'] })
  // A Thursday of November: Paris is an hour ahead.
  const open = (time: string) => isOpen(store, ms(`2026-11-26T${time}Z`))
  expect(['08:59', '09:00', '11:59', '12:00', '12:59', '13:00', '18:29', '18:30'].map(open)).toEqual([
    false,
    true,
    true,
    false,
    false,
    true,
    true,
    false,
  ])
  expect(isOpen(store, ms('2026-11-27T10:00Z'))).toBe(false)
})

test('hours over midnight belong to the day they began on', () => {
  const store = storeOf({ Friday: ['20:00-02:00'] })
  expect(isOpen(store, ms('2026-11-27T23:30Z'))).toBe(true)
  expect(isOpen(store, ms('2026-11-28T00:59Z'))).toBe(true)
  expect(isOpen(store, ms('2026-11-28T01:00Z'))).toBe(false)
  expect(isOpen(store, ms('2026-11-27T00:30Z'))).toBe(false)
})

test('a day of its own stands above the weekday, and does not end what the evening before began', () => {
  const store = storeOf(everyDay('10:00-19:00'), {
    specialOpeningHours: { '2026-12-25': [], '2026-12-24': ['10:00-16:00'] },
  })
  expect(isOpen(store, ms('2026-12-24T14:30Z'))).toBe(true)
  expect(isOpen(store, ms('2026-12-24T15:30Z'))).toBe(false)
  expect(isOpen(store, ms('2026-12-25T10:00Z'))).toBe(false)
  expect(iso(nextOpening(store, ms('2026-12-24T15:30Z')))).toBe('2026-12-26T09:00')
  const late = storeOf(everyDay('20:00-02:00'), { specialOpeningHours: { '2026-12-25': [] } })
  expect(isOpen(late, ms('2026-12-25T00:30Z'))).toBe(true)
  expect(isOpen(late, ms('2026-12-25T22:00Z'))).toBe(false)
})

test('what is put together takes time that the store is open', () => {
  const store = storeOf(
    { Thursday: ['10:00-13:00', '14:00-19:30'], Friday: ['10:00-19:30'] },
    {
      readyMinutes: 120,
    },
  )
  const ready = (at: string) => iso(readyAt(store, ms(at)))
  expect(ready('2026-11-26T09:30Z')).toBe('2026-11-26T11:30')
  // Over the lunch hour, over night, and before anybody is there.
  expect(ready('2026-11-26T11:00Z')).toBe('2026-11-26T14:00')
  expect(ready('2026-11-26T17:30Z')).toBe('2026-11-27T10:00')
  expect(ready('2026-11-26T03:00Z')).toBe('2026-11-26T11:00')
  // Ready as it closes is ready when it opens again.
  expect(ready('2026-11-26T10:00Z')).toBe('2026-11-26T13:00')
  expect(ready('2026-11-27T16:30Z')).toBe('2026-12-03T09:00')
  expect(readyAt(storeOf({ Thursday: ['10:00-13:00'] }), ms('2026-11-26T09:30Z'))).toBeNull()
})

test('in the night that loses an hour, a minute that is not there is no minute', () => {
  // 2026-03-29, 02:00 becomes 03:00 in Paris.
  const store = storeOf({ Saturday: ['23:00-04:00'] }, { readyMinutes: 240 })
  expect(openSpan(store, ms('2026-03-28T23:00Z'))).toEqual({
    opensAt: ms('2026-03-28T22:00Z'),
    closesAt: ms('2026-03-29T02:00Z'),
  })
  // Five hours by the clock are four: what needs four of them is ready a week later.
  expect(iso(readyAt(store, ms('2026-03-28T22:00Z')))).toBe('2026-04-04T21:00')
  const within = storeOf({ Sunday: ['02:30-03:15'] })
  expect(iso(nextOpening(within, ms('2026-03-28T12:00Z')))).toBe('2026-04-05T00:30')
})

test('in the night that has an hour twice, it is open in both', () => {
  // 2026-10-25, 03:00 becomes 02:00 in Paris.
  const store = storeOf({ Saturday: ['23:00-04:00'] }, { readyMinutes: 330 })
  expect(openSpan(store, ms('2026-10-24T22:00Z'))?.closesAt).toBe(ms('2026-10-25T03:00Z'))
  expect(iso(readyAt(store, ms('2026-10-24T21:00Z')))).toBe('2026-10-25T02:30')
  expect(daysUntil(PARIS, ms('2026-10-24T21:00Z'), ms('2026-10-25T22:59Z'))).toBe(1)
  expect(daysUntil(PARIS, ms('2026-10-24T21:00Z'), ms('2026-10-25T23:00Z'))).toBe(2)
})

test('a store that never closes is ready when it is, and opens never', () => {
  const store = storeOf(everyDay('00:00-24:00'), { readyMinutes: 14 * 24 * 60 })
  const at = ms('2026-11-26T09:30Z')
  expect(isOpen(store, at)).toBe(true)
  expect(nextOpening(store, at)).toBeNull()
  expect(readyAt(store, at)).toBe(at + 14 * 24 * 60 * 60_000)
})

test('a store without hours is never said to be open, and one that is closed for good opens never', () => {
  const silent = storeFileSchema.parse({ location: 'rue' })
  const at = ms('2026-11-26T09:30Z')
  expect([isOpen(silent, at), nextOpening(silent, at), hoursOfDays(silent, at, 7)]).toEqual([false, null, []])
  const gone = storeOf({}, { readyMinutes: 10 })
  expect([isOpen(gone, at), nextOpening(gone, at), readyAt(gone, at)]).toEqual([false, null, null])
})

test('the hours of a week are told day by day, closed ones too', () => {
  const store = storeOf({ Thursday: ['10:00-13:00'], Friday: ['09:00-10:00'] })
  const days = hoursOfDays(store, ms('2026-11-26T09:30Z'), 3)
  expect(days.map(({ at, spans }) => [iso(at), spans.map(({ opensAt }) => iso(opensAt))])).toEqual([
    ['2026-11-26T11:00', ['2026-11-26T09:00']],
    ['2026-11-27T11:00', ['2026-11-27T08:00']],
    ['2026-11-28T11:00', []],
  ])
})

const MINUTE = 60_000
const quarter = fc.integer({ min: 0, max: 95 }).map((n) => `${pad(Math.floor(n / 4))}:${pad((n % 4) * 15)}`)
const pad = (n: number) => String(n).padStart(2, '0')
/** One or two times a day, some over midnight, some days closed. */
const dayHours = fc
  .uniqueArray(quarter, { minLength: 0, maxLength: 4 })
  .map((times) => times.toSorted())
  .chain((times) =>
    fc.boolean().map((isNight) => {
      const spans = times.length < 2 ? [] : [`${times[0]}-${times[1]}`]
      if (times.length === 4) spans.push(isNight ? `${times[3]}-${times[0]}` : `${times[2]}-${times[3]}`)
      return spans
    }),
  )
const anyStore = fc
  .record({
    days: fc.array(dayHours, { minLength: 7, maxLength: 7 }),
    zone: fc.constantFrom(PARIS, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'),
    ready: fc.integer({ min: 0, max: 600 }),
  })
  .map(({ days, zone, ready }) =>
    storeOf(Object.fromEntries(WEEKDAYS.map((day, index) => [day, days[index] ?? []])), {
      timeZone: zone,
      readyMinutes: ready,
    }),
  )
/** Minutes of a year, the nights in which clocks change often among them. */
const anyMinute = fc.oneof(
  fc.integer({ min: 0, max: 525_600 }).map((n) => ms('2026-01-01T00:00Z') + n * MINUTE),
  fc
    .tuple(
      fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04'),
      fc.integer({ min: -1440, max: 1440 }),
    )
    .map(([day, n]) => ms(`${day}T00:00Z`) + n * MINUTE),
)

test('between asking and ready lie exactly the minutes it takes, all of them open, in any zone and through any change of clocks', () => {
  fc.assert(
    fc.property(anyStore, anyMinute, (store, at) => {
      const ready = readyAt(store, at)
      if (ready === null) return
      fc.pre(ready - at < 9 * 24 * 60 * MINUTE)
      let open = 0
      for (let minute = at; minute < ready; minute += MINUTE) if (isOpen(store, minute)) open += 1
      expect(isOpen(store, ready)).toBe(true)
      expect(open).toBe(store.readyMinutes)
    }),
    { numRuns: 25 },
  )
})

test('it opens next at the first moment it is open again', () => {
  fc.assert(
    fc.property(anyStore, anyMinute, (store, at) => {
      const next = nextOpening(store, at)
      if (next === null || isOpen(store, at)) return
      fc.pre(next - at < 3 * 24 * 60 * MINUTE)
      expect(isOpen(store, next)).toBe(true)
      for (let minute = at; minute < next; minute += MINUTE) expect(isOpen(store, minute)).toBe(false)
    }),
    { numRuns: 25 },
  )
})

test('away from the nights of change it is open when the clock on its wall says so', () => {
  const wall = (zone: string) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  fc.assert(
    fc.property(anyStore, fc.integer({ min: 0, max: 10_080 }), (store, offset) => {
      // No zone of these changes its clocks in this week.
      const at = ms('2026-06-07T00:00Z') + offset * MINUTE
      const parts = new Map(
        wall(store.timeZone ?? '')
          .formatToParts(at)
          .map(({ type, value }) => [type, value]),
      )
      const time = `${parts.get('hour')}:${parts.get('minute')}`
      const today = WEEKDAYS.findIndex((day) => day === parts.get('weekday'))
      const hours = (index: number) => store.openingHours?.[WEEKDAYS[(index + 7) % 7] ?? 'Monday'] ?? []
      const isNow = hours(today).some((span) => {
        const [opens, closes] = [span.slice(0, 5), span.slice(6)]
        return opens <= time && (time < closes || closes < opens)
      })
      const isLate = hours(today - 1).some((span) => span.slice(6) < span.slice(0, 5) && time < span.slice(6))
      expect(isOpen(store, at)).toBe(isNow || isLate)
    }),
    { numRuns: 300 },
  )
})

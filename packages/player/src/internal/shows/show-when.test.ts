import { expect, test } from 'vitest'
import { showWhen } from './show-when.ts'

const now = new Date(2026, 10, 25, 12, 0).getTime()
const at = (year: number, month: number, day: number, hour = 20) => new Date(year, month, day, hour).getTime()

test.each([
  ['later today is a time', at(2026, 10, 25), '8:00 PM'],
  ['earlier today too', at(2026, 10, 25, 9), '9:00 AM'],
  ['within a week it is a weekday and a time', at(2026, 10, 28), 'Sat 8:00 PM'],
  ['further on it is a date and a time', at(2026, 11, 20), 'Dec 20, 8:00 PM'],
  ['what was is a date', at(2026, 9, 1), 'Oct 1'],
  ['yesterday is a date, for a weekday would seem to come', at(2026, 10, 24), 'Nov 24'],
  ['another year is named', at(2025, 4, 3), 'May 3, 2025'],
])('%s', (_name, startsAt, text) => {
  expect(showWhen(startsAt, now, 'en-US').replaceAll('\u202f', ' ')).toBe(text)
})

test('the language writes it its own way', () => {
  expect(showWhen(at(2026, 11, 20), now, 'de')).toBe('20. Dez., 20:00')
})

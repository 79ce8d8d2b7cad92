import { Temporal } from 'temporal-polyfill'
import { WEEKDAYS, type StoreFacts } from './store-facts.ts'

/** A time in which a store is open: milliseconds since 1970, the end no longer in it. */
export interface OpenSpan {
  readonly opensAt: number
  readonly closesAt: number
}

/** When a store is open, by its own clock. */
export type OpeningTimes = Pick<StoreFacts, 'timeZone' | 'openingHours' | 'specialOpeningHours'>

/** Nobody plans further, and a store that is closed for good is to be found out some time. */
const HORIZON_DAYS = 60
/** More than any order takes: what is open around the clock need not be looked at further. */
const LONGEST_SPAN_MS = 32 * 24 * 60 * 60_000

export function isOpen(store: OpeningTimes, at: number): boolean {
  return openSpan(store, at) !== null
}

/** The time in which it is open now; null when it is closed. */
export function openSpan(store: OpeningTimes, at: number): OpenSpan | null {
  const [span] = firstOf(spansFrom(store, at))
  return span !== undefined && span.opensAt <= at ? span : null
}

/** When it opens next, after this moment; null when that is not to be seen. */
export function nextOpening(store: OpeningTimes, at: number): number | null {
  for (const { opensAt } of spansFrom(store, at)) if (opensAt > at) return opensAt
  return null
}

/**
 * When an order of this moment can be picked up: when `readyMinutes` of open time have passed. What would be ready as the
 * store closes is ready when it opens again. Null where the store says nothing of it.
 */
export function readyAt(store: OpeningTimes & Pick<StoreFacts, 'readyMinutes'>, at: number): number | null {
  if (store.readyMinutes === undefined) return null
  let left = store.readyMinutes * 60_000
  for (const { opensAt, closesAt } of spansFrom(store, at)) {
    const from = Math.max(opensAt, at)
    if (left < closesAt - from) return from + left
    left -= closesAt - from
  }
  return null
}

/** The hours of a day and of those after it, as they are written down. `at` is the noon of the day. */
export function hoursOfDays(
  store: OpeningTimes,
  at: number,
  count: number,
): { readonly at: number; readonly spans: readonly OpenSpan[] }[] {
  const { timeZone } = store
  if (timeZone === undefined || store.openingHours === undefined) return []
  const today = dayOf(timeZone, at)
  return Array.from({ length: count }, (_, index) => {
    const day = today.add({ days: index })
    return { at: momentOf(day, '12:00', timeZone), spans: spansOf(store, day, timeZone) }
  })
}

/** How many days of the store's calendar lie between two moments: 0 for the same day, 1 for tomorrow. */
export function daysUntil(timeZone: string, from: number, to: number): number {
  return dayOf(timeZone, from).until(dayOf(timeZone, to)).days
}

/** The times it is open that end after this moment, in order, those that touch as one. */
function* spansFrom(store: OpeningTimes, at: number): Generator<OpenSpan> {
  const { timeZone } = store
  if (timeZone === undefined || store.openingHours === undefined) return
  // Yesterday's may go on past midnight.
  const first = dayOf(timeZone, at).subtract({ days: 1 })
  let open: OpenSpan | undefined
  for (let index = 0; index <= HORIZON_DAYS; index += 1)
    for (const span of spansOf(store, first.add({ days: index }), timeZone)) {
      if (open !== undefined && span.opensAt <= open.closesAt) {
        open = { ...open, closesAt: Math.max(open.closesAt, span.closesAt) }
        if (open.closesAt - at <= LONGEST_SPAN_MS) continue
        yield open
        return
      }
      if (open !== undefined && open.closesAt > at) yield open
      open = span
    }
  if (open !== undefined && open.closesAt > at) yield open
}

function spansOf(
  { openingHours, specialOpeningHours }: OpeningTimes,
  day: Temporal.PlainDate,
  timeZone: string,
): OpenSpan[] {
  const weekday = WEEKDAYS[day.dayOfWeek - 1]
  const written = specialOpeningHours[day.toString()] ?? (weekday && openingHours?.[weekday]) ?? []
  return (
    written
      .toSorted()
      .map((span) => {
        const [opens, closes] = [span.slice(0, 5), span.slice(6)]
        const isNextDay = closes === '24:00' || closes < opens
        return {
          opensAt: momentOf(day, opens, timeZone),
          closesAt: momentOf(
            isNextDay ? day.add({ days: 1 }) : day,
            closes === '24:00' ? '00:00' : closes,
            timeZone,
          ),
        }
      })
      // In the night that loses an hour there may be nothing left of it.
      .filter(({ opensAt, closesAt }) => opensAt < closesAt)
  )
}

/** A time that the clock skips is as much later, and of one that it shows twice the first counts: as calendars do it. */
function momentOf(day: Temporal.PlainDate, time: string, timeZone: string): number {
  return day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
}

function dayOf(timeZone: string, at: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
}

function firstOf<T>(values: Iterable<T>): [T?] {
  for (const value of values) return [value]
  return []
}

import { locationIdSchema } from '@tote/protocol'
import * as z from 'zod'

/** Days as schema.org names them. */
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const

const SPAN = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/

/** Of one day, by the store's own clock. One that ends before it began ends on the next day; none: closed. */
const spansSchema = z
  .array(
    z
      .string()
      .regex(SPAN, 'must say from when to when, such as 10:00-19:30')
      .refine(
        (span) => span.slice(0, 5) !== span.slice(6),
        'has no length; a store that never closes is open 00:00-24:00',
      ),
  )
  .max(8)
  .refine((spans) => {
    const sorted = spans.toSorted()
    return sorted.every((span, index) => {
      const next = sorted[index + 1]
      return next === undefined || (span.slice(0, 5) < span.slice(6) && span.slice(6) <= next.slice(0, 5))
    })
  }, 'has hours that overlap')

const text = z.string().min(1).max(200)

/** A store as its operator writes it down: what shoppers are told of it, and what it does. Names as schema.org has them. */
const storeFileShape = {
  address: z
    .strictObject({
      streetAddress: text,
      postalCode: text.optional(),
      /** The town: by it shoppers choose where to look. */
      addressLocality: text,
      addressRegion: text.optional(),
      addressCountry: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, such as FR'),
    })
    .optional(),
  geo: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional(),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be the name of a time zone, such as Europe/Paris')
    .optional(),
  /** A day that is left out is closed. */
  openingHours: z.partialRecord(z.enum(WEEKDAYS), spansSchema).optional(),
  /** In place of those of the weekday, such as at holidays. */
  specialOpeningHours: z
    .record(z.string(), spansSchema)
    .refine((days) => Object.keys(days).every(isDate), 'must be by days, such as 2026-12-25')
    .refine((days) => Object.keys(days).length <= 400, 'has more than 400 days')
    .default({}),
  /** What the store needs to put an order together, while it is open. A month of open time and more is no promise. */
  readyMinutes: z
    .int()
    .min(0)
    .max(31 * 24 * 60)
    .optional(),
  /** Whether shoppers can pick up here. */
  pickup: z.boolean().default(true),
  /** Whether what is delivered may be sent from here. */
  shipsFrom: z.boolean().default(true),
}

const storeFactsSchema = z.strictObject(storeFileShape)
export type StoreFacts = z.infer<typeof storeFactsSchema>

export const storeFileSchema = z
  .strictObject({ location: locationIdSchema, ...storeFileShape })
  .refine(({ openingHours, timeZone }) => openingHours === undefined || timeZone !== undefined, {
    path: ['timeZone'],
    message: 'is needed: opening hours are by the clock of a place',
  })
  .refine(({ openingHours, readyMinutes }) => readyMinutes === undefined || openingHours !== undefined, {
    path: ['openingHours'],
    message: 'is needed: readyMinutes are minutes in which the store is open',
  })
export type StoreFile = z.infer<typeof storeFileSchema>

/** As they lie in the database. */
export function parseStoreFacts(json: string): StoreFacts {
  return storeFactsSchema.parse(JSON.parse(json))
}

function isTimeZone(name: string): boolean {
  // An offset is none: it knows no summer.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // What no clock is set by.
    return false
  }
}

function isDate(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

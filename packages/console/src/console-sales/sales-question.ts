import { creditRuleSchema, type CreditRule } from '@tote/protocol'

/** How far back a report goes, in days. */
export const spans = Object.freeze([
  [1, 'The last 24 hours'],
  [7, 'The last 7 days'],
  [30, 'The last 30 days'],
  [90, 'The last 90 days'],
] as const)

/** `booked` as it stands in the ledger; the others share everything out anew. */
export const rules = Object.freeze([
  ['booked', 'As booked'],
  ['last-touch', 'Last touch'],
  ['first-touch', 'First touch'],
  ['position', 'Position (40/20/40)'],
  ['split', 'Split with stores'],
] as const)

/** What a report is asked for. */
export interface SalesQuestion {
  readonly rule: 'booked' | CreditRule
  readonly days: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** As the hub reads it in an address. It ends now, by the hub's own clock, and begins on a minute: consoles ask the same. */
export function toQuery({ rule, days }: SalesQuestion, nowMs: number): string {
  const query = new URLSearchParams({
    from: String(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - days * DAY_MS),
  })
  const asked = creditRuleSchema.safeParse(rule)
  if (asked.success) query.set('rule', asked.data)
  return query.toString()
}

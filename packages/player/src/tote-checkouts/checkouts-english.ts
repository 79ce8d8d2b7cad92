import type { Template } from '../internal/messages/template.ts'

/** The texts of a basket that several merchants are paid for, which come with it. */
export const checkoutsEnglish = {
  'checkouts.label': 'What is paid to whom',
  'checkouts.intro': 'Each seller is paid by itself. Until {time} this basket is kept for you.',
  'checkouts.pay': 'Pay {seller}, {total}',
  'checkouts.ordered': 'Ordered',
  'checkouts.kept': 'Not ordered; all of it stays in your basket.',
  'checkouts.away': 'This seller cannot be reached right now.',
} as const satisfies Record<string, Template>

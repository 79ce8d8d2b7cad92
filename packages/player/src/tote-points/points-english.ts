import type { Template } from '../internal/messages/template.ts'

/** The texts of points, which come with them. */
export const pointsEnglish = {
  'points.label': 'Your points',
  'points.balance': { by: 'count', one: 'You have {count} point.', other: 'You have {count} points.' },
  'points.signIn': 'Sign in to collect points with what you buy.',
  'points.spend': {
    by: 'count',
    one: 'Use {count} point: −{amount}',
    other: 'Use {count} points: −{amount}',
  },
  'points.spent': {
    by: 'count',
    one: '{count} point is used in this basket.',
    other: '{count} points are used in this basket.',
  },
  'points.keep': 'Do not use them',
  'points.refused': 'They could not be used. Your basket is as it was.',
  'points.earns': {
    by: 'count',
    one: 'This basket brings you {count} point.',
    other: 'This basket brings you {count} points.',
  },
  'points.watch':
    'Watching brings {points} points every {minutes} minutes, up to {most} a show, where you allow measuring.',
  'points.history': 'How they came about',
  'points.order': 'Ordered',
  'points.reversed': 'Refund',
  'points.watched': 'Watched',
  'points.used': 'Used in an order',
  'points.returned': 'Given back with a refund',
  'points.adjusted': 'Changed by the shop',
} as const satisfies Record<string, Template>

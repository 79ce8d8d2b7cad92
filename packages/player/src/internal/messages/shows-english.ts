import type { Template } from './template.ts'

/** The texts of the elements that lead to a show: a page may have these and no player yet. */
export const showsEnglish = {
  'shows.title': 'Shows',
  'shows.live': 'Live',
  'shows.replay': 'Replay',
  'shows.soon': 'Soon',
  'shows.products': { by: 'count', one: '{count} product', other: '{count} products' },
  'shows.with': 'with {host}',
  'shows.loading': 'Loading shows',
  'shows.empty': 'There are no shows yet.',
  'shows.failed': 'The shows could not be loaded.',
  'shows.retry': 'Try again',
  'shows.more': 'More shows',
  'shows.back': 'Earlier in the row',
  'shows.forward': 'Further in the row',
  'shows.previous': 'Previous show',
  'shows.next': 'Next show',
  'shows.close': 'Close the show',
  'launcher.label': 'Live shopping',
  'launcher.dismiss': 'Hide {title}',
} as const satisfies Record<string, Template>

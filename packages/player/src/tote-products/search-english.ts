import type { Template } from '../internal/messages/template.ts'

/** Texts of the search, in English: they are loaded with it. */
export const searchEnglish = {
  'search.label': 'Search the products of this show',
  'search.hint': 'Search',
  'search.clear': 'Clear the search',
  'search.found': {
    by: 'count',
    zero: 'No product found',
    one: '{count} product found',
    other: '{count} products found',
  },
  'search.none': 'Nothing in this show is called “{query}”.',
  'search.all': 'Show all products',
} as const satisfies Record<string, Template>

import type { Template } from '../messages/template.ts'

/** Texts of a price that ends by itself, in English: they are loaded with the first such price. */
export const dropEnglish = {
  'drop.ends': '{time} left',
  'drop.told': {
    by: 'count',
    one: '{title} costs {price} for {count} more minute',
    other: '{title} costs {price} for {count} more minutes',
  },
  'drop.over': '{title} costs {price} again',
} as const satisfies Record<string, Template>

import type { Template } from '../internal/messages/template.ts'

/** The texts of what goes with a product or the basket, which come with it. */
export const suggestionsEnglish = {
  'suggestions.withProduct': 'Goes with it',
  'suggestions.withBasket': 'Goes with your basket',
  'suggestions.boughtWith': 'Often bought with {title}',
  'suggestions.bought': 'Often bought together',
  'suggestions.inStock': 'In stock: {store}',
} as const satisfies Record<string, Template>

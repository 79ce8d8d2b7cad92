export { openSuggestions, type Suggestions } from './open-suggestions.ts'

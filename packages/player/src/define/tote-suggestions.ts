import { safeDefine } from '../internal/safe-define.ts'
import { ToteSuggestions } from '../tote-suggestions/tote-suggestions.ts'

safeDefine('tote-suggestions', ToteSuggestions)

declare global {
  interface HTMLElementTagNameMap {
    'tote-suggestions': ToteSuggestions
  }
}

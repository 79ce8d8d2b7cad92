import { parseAnswer, type Preferences, type PreferencesChange } from '@tote/protocol'
import { preferencesSchema } from '@tote/protocol/preferences'
import type { Tote } from '../tote.ts'

/** What a shopper sets for themselves. It is of their journey: every place of it has the same, on every site. */
export interface PreferencesRoom {
  /** @throws ToteError `hub_unreachable`, or the hub's refusal. */
  preferences(): Promise<Preferences>
  /**
   * Sets what is named, takes back what is null, and resolves with all that is set. For a shopper's own act: what a page
   * would like them to want is no preference.
   * @throws ToteError `invalid` for a store where nobody picks up; `hub_unreachable`: nothing is set.
   */
  set(change: PreferencesChange): Promise<Preferences>
}

/** As `openProfile`, without what the rest of a profile takes to load. */
export function openPreferences({ line }: Pick<Tote, 'line'>): PreferencesRoom {
  const ask = async (message: { set?: PreferencesChange }) =>
    parseAnswer(preferencesSchema, await line.ask('preferences', message))
  return { preferences: () => ask({}), set: (change) => ask({ set: change }) }
}

import { parseAnswer, type Profile } from '@tote/protocol'
import { profileSchema } from '@tote/protocol/profile'
import type { Tote } from '../tote.ts'
import { openPreferences, type PreferencesRoom } from './open-preferences.ts'

/** Who a shopper is to the shop, over all its channels. */
export interface ProfileRoom extends PreferencesRoom {
  /**
   * Their channels, orders, points and preferences, in one answer; asked of the hub each time.
   * @throws ToteError `hub_unreachable`, or the hub's refusal.
   */
  ask(): Promise<Profile>
}

/**
 * The profile of a tote's shopper, signed in or not. Few pages show one, so it is no part of the tote itself.
 * @example
 * const profile = openProfile(tote)
 * const { orders, points, preferences } = await profile.ask()
 * await profile.set({ storeId: 'store-marais' })
 */
export function openProfile(tote: Pick<Tote, 'line'>): ProfileRoom {
  return {
    ...openPreferences(tote),
    ask: async () => parseAnswer(profileSchema, await tote.line.ask('profile', {})),
  }
}

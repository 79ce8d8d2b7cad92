import type { WritableAtom } from 'nanostores'

/**
 * What a tote knows of the lines that its shopper waits in: little, for few wait. `openWaitlist` of `@tote/core/waitlist`
 * makes a waitlist of it, `openDrops` of `@tote/core/drops` the queues of drops; `openStores` of `@tote/core/stores` asks by
 * it where the cart can be picked up, and `openSuggestions` of `@tote/core/suggestions` what goes with it,
 * `openPoints` of `@tote/core/points` what points there are, and `openProfile` of `@tote/core/profile` who they are to the shop and what they set.
 */
export interface LinePort {
  /** What the hub told last, not yet parsed; null when the shopper waits for nothing. */
  readonly $told: WritableAtom<unknown>
  /** @throws ToteError `hub_unreachable` without a connection. */
  ask(
    event:
      | 'waitlist.join'
      | 'waitlist.leave'
      | 'drop.enter'
      | 'drop.leave'
      | 'stores'
      | 'suggest'
      | 'points'
      | 'preferences'
      | 'profile',
    message: Readonly<Record<string, unknown>>,
  ): Promise<unknown>
}

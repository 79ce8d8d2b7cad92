import type { Device } from '../cart/cart-inner.ts'

/**
 * The device of one start: once that is over, what of it still goes on neither speaks to other tabs nor takes a lock, so that
 * the page is not thought to be alive where it is not.
 */
export function untilOver({ name, presence, openTabs }: Device, isOver: () => boolean): Device {
  return {
    name,
    openTabs: (channel, onMessage) => (isOver() ? null : openTabs(channel, onMessage)),
    presence: presence && {
      hold(clientId) {
        if (!isOver()) presence.hold(clientId)
      },
      adopt: async (clientId) => !isOver() && presence.adopt(clientId),
      whenGone(clientId, run) {
        if (!isOver()) presence.whenGone(clientId, run)
      },
      release: () => presence.release(),
    },
  }
}

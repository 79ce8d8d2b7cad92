import type { Tote } from '@tote/core'

/** Held times are the hub's; a shopper reads their own clock. */
export function toDeviceTime(tote: Tote, hubMs: number): number {
  return hubMs - tote.connection.hubNow() + Date.now()
}

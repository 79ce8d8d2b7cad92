import type { Offer, PlaceJoined, ShopperExport, ToteError } from '@tote/protocol'
import type { ReadableAtom } from 'nanostores'
import type { CarryRoom } from './carry.ts'

export interface JourneyRoom {
  readonly $journey: ReadableAtom<JourneyState>
  /** A journey from elsewhere that the shopper may continue here. Nothing is joined before `accept`. */
  readonly $offer: ReadableAtom<Offer | null>
  /** Another place that just joined this journey. */
  readonly $joined: ReadableAtom<PlaceJoined | null>
  /**
   * "Not me": takes away the place that just joined. Resolves with false when that cannot be done now, or not any more:
   * then the hub's own window does it.
   */
  removeJoined(): Promise<boolean>
  /** Hands over a ticket lifted out of the page's address; it is redeemed once and becomes an offer, or nothing. */
  redeem(ticket: string): Promise<void>
  /**
   * Call from the shopper's own act only. `own`: bring this place's lines along, or leave them.
   * @throws ToteError `ticket_dead` when the offer is over, `hub_unreachable` when it cannot be asked: the offer stays.
   */
  accept(own: 'add' | 'apart'): Promise<void>
  decline(): void
  /**
   * The shop knows the shopper: `token` is the JWT that its backend made for this. This cart and the shopper's
   * become one, here and on their other devices.
   * @throws ToteError `bad_token`, saying which part does not hold; `frozen` while one of the carts is being
   * paid; `hub_unreachable`. Nothing has changed then.
   */
  signIn(token: string): Promise<void>
  /**
   * This place is of the shopper's journey no more, and goes on with a new, empty, anonymous one. What the
   * shopper has elsewhere stays.
   * @throws ToteError `hub_unreachable`: nothing has changed.
   */
  signOut(): Promise<void>
  /** What `signOut` does, for a journey that was never signed in: "Not mine, start afresh". */
  leave(): Promise<void>
  /** All that the hub keeps of the shopper. @throws ToteError `hub_unreachable` */
  exportKept(): Promise<ShopperExport>
  /** Deletes it, at every place of theirs, and goes on as `signOut` does. @throws ToteError `hub_unreachable` */
  forget(): Promise<void>
  /** The ways between sites and devices that need more than a link. Loads them. @throws when they cannot be loaded. */
  carry(): Promise<CarryRoom>
  /** Origins that links may carry this journey to. */
  readonly $carryTo: ReadableAtom<readonly string[]>
  /** A one-time ticket for a link to `origin`; null when there can be none now (offline, not listed). */
  mintTicket(origin: string): Promise<string | null>
}

export type JourneyState =
  | { readonly status: 'opening' }
  | { readonly status: 'open'; readonly isContinued: boolean; readonly isKept: boolean }
  | { readonly status: 'failed'; readonly error: ToteError }

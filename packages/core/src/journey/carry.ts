import type { ReadableAtom } from 'nanostores'
import type { ToteError } from '@tote/protocol'

/** Asks for the shopper's basket, and takes this one along. */
export interface CarryRoom {
  readonly $claim: ReadableAtom<ClaimState>
  /** Asks to be shown the basket: from then on there is a window to say yes in, a code, and two digits. */
  ask(): Promise<void>
  /** What the hub's window handed to this page when the shopper said yes there. Anything else does nothing. */
  release(claim: string, release: string): Promise<void>
  cancel(): void
  /**
   * Asks, as who said "follow me" in a window of the hub; resolves with whether something is offered now. Only where the
   * browser hands this frame the hub's cookie; null in what is no frame of the hub.
   * @throws ToteError
   */
  readonly follow: (() => Promise<boolean>) | null
  /** A ticket that lives long enough to be scanned, for this site or the hub; null when there can be none now. */
  mintTicket(origin: string): Promise<string | null>
}

export type ClaimState =
  | { readonly status: 'none' }
  | { readonly status: 'asking' }
  | {
      readonly status: 'waiting'
      readonly claim: string
      readonly code: string
      readonly match: string
      /** The hub's window for a shopper on this device, and the address for another one. */
      readonly window: string
      readonly elsewhere: string
    }
  /** The basket is here, or `$offer` asks what becomes of what was here. */
  | { readonly status: 'approved' }
  | { readonly status: 'declined' }
  | { readonly status: 'over' }
  | { readonly status: 'failed'; readonly error: ToteError }

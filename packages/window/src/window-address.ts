import { claimIdSchema, toClaimCode } from '@tote/protocol'
import type { KnownClaim } from './window-api.ts'

/** What a window of the hub was opened for. Anything else in its address counts for nothing. */
export interface WindowAddress {
  readonly room: 'continue' | 'adopt' | 'where'
  readonly known: KnownClaim | null
  readonly ticket: string | null
  /** Where the shopper wants to go on; the hub says whether that is a page of a channel. */
  readonly to: string | null
}

export function readAddress({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): WindowAddress {
  const query = new URLSearchParams(search)
  const claim = claimIdSchema.safeParse(query.get('c'))
  const code = toClaimCode(query.get('code') ?? '')
  return {
    room: pathname === '/adopt' ? 'adopt' : pathname === '/where' ? 'where' : 'continue',
    known: claim.success ? { claim: claim.data } : code === null ? null : { code },
    ticket: /[#&]tote=(tt_[A-Za-z0-9_-]+)/.exec(hash)?.[1] ?? null,
    to: query.get('to'),
  }
}

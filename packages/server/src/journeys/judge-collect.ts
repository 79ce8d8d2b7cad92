import type { ClaimRow } from '../store/claim-store.ts'

export type CollectVerdict = 'waiting' | 'approved' | 'declined' | 'no_release' | 'dead'

export interface Collecting {
  readonly tenantId: string
  readonly jkt: string
  readonly origin: string
  readonly releaseHash: string | null
}

/**
 * What becomes of a claim that is collected, by its row as it is. Whoever is not the place that asked hears `dead`,
 * as of a claim that never was. A near approval is for the page whose window gave the release: a site's own server
 * can say any origin, but no browser hands it what was sent to another.
 */
export function judgeCollect(row: ClaimRow | undefined, collecting: Collecting): CollectVerdict {
  const { tenantId, jkt, origin, releaseHash } = collecting
  if (row === undefined) return 'dead'
  if (row.tenant_id !== tenantId || row.jkt !== jkt || row.origin !== origin) return 'dead'
  switch (row.state) {
    case 'waiting':
    case 'declined':
      return row.state
    case 'approved':
      return row.release_hash === null || row.release_hash === releaseHash ? 'approved' : 'no_release'
    case 'collected':
    case 'dead':
      return 'dead'
    default:
      return row.state satisfies never
  }
}

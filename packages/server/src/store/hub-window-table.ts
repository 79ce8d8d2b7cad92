/** What a browser's first-party window of the hub knows: by its cookie, one journey of each tenant. */
export interface HubWindowTable {
  hash: string
  tenant_id: string
  journey_id: string
  created_at: number
  expires_at: number
  /** Of the cookie by which this browser's frames are offered the same; null unless its shopper said so. */
  follow_hash: string | null
}

/** Passkeys of the hub's windows, and what browsers were asked to sign. As in `Tables`. */
export interface PasskeyTables {
  passkey: {
    tenant_id: string
    id: string
    journey_id: string
    /** Of the whole hub: browsers know a passkey by it. */
    credential_id: string
    /** COSE, base64url. */
    public_key: string
    /** Drawn for this passkey alone: it says nothing of the shopper, and joins it to no other. */
    user_handle: string
    /** How often it was used, where its authenticator counts; else 0. */
    counter: number
    transports_json: string
    created_at: number
    /** When it came to this journey along with another one; null for one that was made in it. */
    joined_at: number | null
    used_at: number
  }
  /** The one question a browser has open, by its cookie: to make a passkey (of which journey), or to use one. */
  passkey_challenge: {
    hash: string
    challenge: string
    tenant_id: string | null
    journey_id: string | null
    user_handle: string | null
    expires_at: number
  }
}

/** Friends' carts. What lies in one are its members' shelves: carts as any other, in the tables of carts. */
export interface FriendsTables {
  friends: {
    tenant_id: string
    id: string
    show_id: string
    /** Grows with each change that members are told. */
    rev: number
    /** The number its last member got: none is given twice. */
    last_n: number
    touched_at: number
  }
  /** A link that is out, by the hash of its secret. */
  friends_invite: { tenant_id: string; hash: string; friends_id: string; expires_at: number }
  friend: {
    tenant_id: string
    friends_id: string
    n: number
    journey_id: string
    /** The shelf. */
    cart_id: string
    name: string
    colour: number
    is_owner: number
    joined_at: number
  }
  friends_vote: { tenant_id: string; friends_id: string; by_n: number; line_id: string; n: number }
  friends_take: {
    tenant_id: string
    friends_id: string
    by_n: number
    line_id: string
    /** Who took it; null for one who left after buying. */
    n: number | null
    /** The cart it was taken into, where it is a line of the same id. */
    cart_id: string
    is_bought: number
    at: number
  }
}

import { friendsCartsSchema, type FriendsCart } from '@tote/protocol/friends'

/**
 * What was told of friends' carts, each as late as it was ever heard: an answer and the news of a change may overtake each
 * other on their way. Who is in which is what was told last. Of what this version cannot read nothing is shown.
 */
export class LaterCarts {
  #heard: unknown = null
  #carts: readonly FriendsCart[] = []

  of(told: unknown): readonly FriendsCart[] {
    if (told === this.#heard) return this.#carts
    this.#heard = told
    const known = new Map(this.#carts.map((cart) => [cart.id, cart]))
    this.#carts = (friendsCartsSchema.safeParse(told).data ?? []).map((cart) => {
      const before = known.get(cart.id)
      // Another seat of the same shopper is another view of it, whatever its number.
      return before === undefined || before.rev <= cart.rev || before.you !== cart.you ? cart : before
    })
    return this.#carts
  }
}

import { randomUUID } from 'node:crypto'
import { lineIdSchema, showIdSchema, variantIdSchema, type CartOp } from '@tote/protocol'
import type { FriendsAnswer, FriendsAsk, FriendsCart } from '@tote/protocol/friends'
import { friendsIdSchema } from '@tote/protocol/friends'
import { goods, lineIdOf, Shop, type Buyer } from '../stock/shop-fixtures.ts'
import type { Store } from '../store/store.ts'
import { insertJourney } from '../store/journey-store.ts'
import { answerFriends } from './answer-friends.ts'
import { friendsOf, type FriendsDeed } from './friends-deed.ts'

const SHOW = showIdSchema.parse('spring')

/** A shopper among friends: what they ask of it, and what they are told. */
export class Friend {
  readonly shop: Shop
  readonly buyer: Buyer
  /** The friends' cart they speak of. */
  id: string = randomUUID()

  constructor(shop: Shop, buyer: Buyer) {
    this.shop = shop
    this.buyer = buyer
  }

  static async of(shop: Shop): Promise<Friend> {
    const buyer = await shop.shopper()
    const { journeyId, cartId } = buyer.speaker
    await insertJourney(shop.store.db, shop.tenant.id, { id: journeyId, cartId, nowMs: shop.nowMs })
    return new Friend(shop, buyer)
  }

  get journeyId(): string {
    return this.buyer.speaker.journeyId
  }

  get #in() {
    return { id: friendsIdSchema.parse(this.id) }
  }

  deed(ask: FriendsAsk): Promise<FriendsDeed> {
    const { store, nowMs } = this.shop
    return answerFriends(store, this.buyer.speaker, { ask, nowMs, newId: randomUUID })
  }

  async ask(ask: FriendsAsk): Promise<FriendsAnswer> {
    return (await this.deed(ask)).answer
  }

  start(name = 'Ada') {
    return this.ask({ ...this.#in, do: 'start', showId: SHOW, name })
  }

  /** The secret of one more link. */
  async invite(): Promise<string> {
    const answer = await this.ask({ ...this.#in, do: 'invite' })
    if (!answer.ok || answer.invite === undefined) throw new Error(`no link: ${JSON.stringify(answer)}`)
    return answer.invite.secret
  }

  uninvite() {
    return this.ask({ ...this.#in, do: 'uninvite' })
  }

  look(invite: string) {
    return this.ask({ do: 'look', invite })
  }

  async join(invite: string, name = 'Bo') {
    const answer = await this.ask({ do: 'join', invite, name })
    if (answer.ok) this.id = answer.friends.at(-1)?.id ?? this.id
    return answer
  }

  leave() {
    return this.ask({ ...this.#in, do: 'leave' })
  }

  remove(member: number) {
    return this.ask({ ...this.#in, do: 'remove', member })
  }

  act(op: CartOp, uid: string = randomUUID()) {
    return this.ask({ ...this.#in, do: 'act', uid, op })
  }

  put(variantId: string, qty = 1, uid: string = randomUUID()) {
    return this.act({ op: 'addLine', variantId: variantIdSchema.parse(variantId), qty }, uid)
  }

  takeBack(variantId: string) {
    return this.act({ op: 'removeLine', lineId: lineIdOf(variantId) })
  }

  vote(by: number, variantId: string, isFor = true) {
    return this.ask({ ...this.#in, do: 'vote', by, lineId: lineIdOf(variantId), isFor })
  }

  take(which: 'mine' | 'all', uid: string = randomUUID()) {
    return this.ask({ ...this.#in, do: 'take', uid, which })
  }

  release(by: number, variantId: string) {
    const lineId = lineIdSchema.parse(lineIdOf(variantId))
    return this.ask({ ...this.#in, do: 'release', by, lineId })
  }

  carts(): Promise<FriendsCart[]> {
    return friendsOf(this.shop.store.db, this.buyer.speaker, this.shop.nowMs)
  }

  async cart(): Promise<FriendsCart> {
    const cart = (await this.carts()).find(({ id }) => id === this.id)
    if (cart === undefined) throw new Error('they are not in it')
    return cart
  }

  /** What lies in it, as `member variant ×quantity`, with who takes it. */
  async lines(): Promise<string[]> {
    return (await this.cart()).lines.map(({ by, variantId, qty, taken }) => {
      const whose = taken === undefined ? '' : ` ${taken.isBought ? 'bought' : 'taken'} by ${taken.by}`
      return `${by} ${variantId} ×${qty}${whose}`
    })
  }
}

export const codeOf = (answer: FriendsAnswer) => (answer.ok ? null : answer.code)

/** An owner, and guests who came by their link. */
export async function amongFriends(store: Store, guests: number, count = 5) {
  const shop = await Shop.open(store, goods(count))
  const owner = await Friend.of(shop)
  await owner.start()
  const invite = await owner.invite()
  const others: Friend[] = []
  for (let n = 0; n < guests; n += 1) {
    const guest = await Friend.of(shop)
    await guest.join(invite, `Guest ${n + 2}`)
    others.push(guest)
  }
  return { shop, owner, invite, others }
}

export async function friendsWithGuest(store: Store, count?: number) {
  const { others, ...world } = await amongFriends(store, 1, count)
  const [guest] = others
  if (guest === undefined) throw new Error('one came')
  return { ...world, guest }
}

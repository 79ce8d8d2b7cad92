/** One thing that keeps a promise, and how it is taken out of the sources. */
export interface Safeguard {
  readonly name: string
  /** What it holds, for the table. */
  readonly holds: string
  /** Below `packages/`. */
  readonly file: string
  /** Stands there exactly once. */
  readonly text: string
  readonly instead: string
}

export const safeguards: readonly Safeguard[] = [
  {
    name: 'uid',
    holds: 'an operation that was done is answered its verdict, not done again',
    file: 'server/src/carts/mutate-cart.ts',
    text: 'if (before !== undefined) {',
    instead: 'if (before !== undefined && mutation.mid < 0) {',
  },
  {
    name: 'persist-first',
    holds: 'an intent is on the disk before the hub hears of it',
    file: 'core/src/cart/cart-room.ts',
    text: 'const kept = sync.disk.keep([entry])',
    instead: 'const kept = Promise.resolve()',
  },
  {
    name: 'epoch',
    holds: 'a restored hub is another one: base and numbers of before are dropped',
    file: 'core/src/cart/cart-sync.ts',
    text: 'if (hello.epoch !== epoch || hello.cartId !== replica.base.id)',
    instead: 'if (hello.cartId !== replica.base.id)',
  },
  {
    name: 'moved',
    holds: 'another cart takes new numbers, and the open wishes with it',
    file: 'core/src/cart/cart-sync.ts',
    text: 'if (hello.epoch !== epoch || hello.cartId !== replica.base.id)',
    instead: 'if (hello.epoch !== epoch)',
  },
  {
    name: 'delta-gap',
    holds: 'a delta that does not join on is not applied',
    file: 'core/src/cart/cart-replica.ts',
    text: "if (delta.from !== this.#base.rev) return 'gap'",
    instead: '',
  },
  {
    name: 'last-mids',
    holds: 'what the base holds by its number is not shown twice',
    file: 'core/src/cart/cart-replica.ts',
    text: 'if ((this.#lastMids.get(clientId) ?? 0) >= mid) return true',
    instead: '',
  },
  {
    name: 'settle',
    holds: 'an answered intent is kept until the base holds it',
    file: 'core/src/cart/cart-replica.ts',
    text: 'return verdict !== undefined && (!verdict.ok || this.#isCovered(entry))',
    instead: 'return verdict !== undefined',
  },
  {
    name: 'keep-names',
    holds: 'a wish that is numbered anew keeps its name',
    file: 'core/src/cart/cart-replica.ts',
    text: 'this.#queue = open.map((entry, index) => ({ ...entry, cartId: cart.id, clientId, mid: index + 1 }))',
    instead:
      'this.#queue = open.map((entry, index) => ({ ...entry, uid: `${entry.uid}x`, cartId: cart.id, clientId, mid: index + 1 }))',
  },
  {
    name: 'adopt',
    holds: 'the queue of a page that is gone is taken over',
    file: 'core/src/cart/left-queues.ts',
    text: 'if (isOurs) takeOver(other, entries)',
    instead: 'if (isOurs && other === own()) takeOver(other, entries)',
  },
  {
    name: 'resend',
    holds: 'what got no answer is sent again on the next connection',
    file: 'core/src/cart/cart-sync.ts',
    text: '    session = opened\n    await poll(opened)\n    void send()\n',
    instead: '    session = opened\n    await poll(opened)\n',
  },
  {
    name: 'hear-time',
    holds: "a device's clock that was set is put right by the hub's",
    file: 'core/src/connection/connection-room.ts',
    text: 'if (badProofs > 0) await deps.hearTime()',
    instead: '',
  },
  {
    name: 'undone',
    holds: 'what a refused transaction wrote is undone',
    file: 'server/src/store/group-commit.ts',
    text: "throw new LostGroup('the only run failed', { cause: error })",
    instead: 'throw error',
  },
  {
    name: 'commit-first',
    holds: 'nobody hears of anything before it is durable',
    file: 'server/src/store/group-commit.ts',
    text: 'settle = () => resolve(value)',
    instead: 'resolve(value)',
  },
  {
    name: 'go-over-whole',
    holds: 'no place is left with a cart that is no more',
    file: 'server/src/journeys/take-along.ts',
    text: 'await mergeJourneyRows(db, tenant.id, { from: source.id, into: target.id, nowMs })',
    instead: 'await Promise.resolve()',
  },
  {
    name: 'merge-sum',
    holds: 'a merge adds up and takes nothing away',
    file: 'protocol/src/cart/merge.ts',
    text: 'const qty = Math.min(limits.maxQuantity, before + line.qty)',
    instead: 'const qty = Math.min(limits.maxQuantity, Math.max(before, line.qty))',
  },
  {
    name: 'own-room',
    holds: 'news of a cart go to its own places alone',
    file: 'server/src/edge/sockets/create-news.ts',
    text: "fanOut.toRoom(room, 'cart', delta)",
    instead:
      "for (const other of [...io.sockets.adapter.rooms.keys()]) if (other.startsWith('cart:')) fanOut.toRoom(other, 'cart', delta)",
  },
  {
    name: 'hold-sweeper',
    holds: 'what a cart held too long is given back',
    file: 'server/src/edge/start-sweeps.ts',
    text: 'for (const swept of await sweepHolds(store, now())) tellChange(news, swept.tenantId, swept)',
    instead: 'for (const swept of await sweepHolds(store, 0)) tellChange(news, swept.tenantId, swept)',
  },
  {
    name: 'checkout-sweeper',
    holds: 'what a check-out held too long is given back',
    file: 'server/src/edge/start-sweeps.ts',
    text: 'for (const swept of await sweepCheckouts(store, now())) tellChange(news, swept.tenantId, swept)',
    instead: 'for (const swept of await sweepCheckouts(store, 0)) tellChange(news, swept.tenantId, swept)',
  },
  {
    name: 'short',
    holds: 'goods that are given back make up for what is short, before anybody has them',
    file: 'server/src/store/stock-store.ts',
    text: 'if (held < 0) await makeUp(db, tenantId, change)',
    instead: '',
  },
  {
    name: 'nothing-along',
    holds: "one shopper's cart does not go over into the next one's",
    file: 'server/src/journeys/sign-in.ts',
    text: 'if (mine.shopperId !== null) {',
    instead: 'if (mine.shopperId === claim.journeyId) {',
  },
  {
    name: 'outbox-order',
    holds: 'news of one key leave one after another',
    file: 'server/src/store/outbox-store.ts',
    text: "            .whereRef('earlier.seq', '<', 'outbox.seq'),",
    instead: "            .whereRef('earlier.seq', '<', 'earlier.seq'),",
  },
  {
    name: 'outbox-sent',
    holds: 'news count as sent when they were taken',
    file: 'server/src/webhooks/relay.ts',
    text: 'const why = await deliver({ url: webhook.url, headers, body })',
    instead:
      'await markSent(store.db, id, now())\n    const why = await deliver({ url: webhook.url, headers, body })',
  },
  {
    name: 'told-prices',
    holds: 'a price that changed while nobody was connected is seen on coming back',
    file: 'core/src/show/show-room.ts',
    text: '    catalogue = withToldPrices(answer, catalogue)\n',
    instead: '',
  },
]

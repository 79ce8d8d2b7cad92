import {
  emptyCart,
  parseAnswer,
  syncAnswerSchema,
  type Cart,
  type CartDelta,
  type CartId,
  type CartOp,
  type ClientId,
  type Granted,
  type Hello,
  type MutationUid,
  type Verdict,
} from '@tote/protocol'
import { wait } from '../link/clock.ts'
import type { LinkSession } from '../link/link.ts'
import type { Presence } from '../link/presence.ts'
import type { QueuedMutation } from '../link/storage.ts'
import type { CartSyncDeps, Device } from './cart-inner.ts'
import { createCartDisk } from './cart-disk.ts'
import { CartReplica, UNKNOWN_CART, unknownCart } from './cart-replica.ts'
import { batchesOf, sendQueue } from './cart-sender.ts'
import { Coming } from './coming.ts'
import { createCartTabs } from './cart-tabs.ts'
import { createLeftQueues } from './left-queues.ts'
import { isTooOld, tooOldOf } from './expired.ts'
import { findSentElsewhere } from './sent-elsewhere.ts'
import { toTabState, type TabState } from './tab-state.ts'

/** The replica and its ways: to the disk, to the hub, to the other tabs and to pages that are gone. */
export function createCartSync(deps: CartSyncDeps) {
  const { clock } = deps
  let presence: Presence | null = null
  /** Ids we speak under or have, those of pages we took over among them. */
  const spoken = new Set<ClientId>()
  let clientId = newClientId()
  const [tab, coming, otherCarts] = [clientId, new Coming(), new Set<string>()]
  let [lastMid, isAwake, epoch] = [0, false, '']
  let replica = new CartReplica(unknownCart(deps.currencyCode()))
  let [session, sending]: [LinkSession | null, Promise<void> | null] = [null, null]
  let tabs: ReturnType<typeof createCartTabs> | null = null
  const disk = createCartDisk(deps.storage)
  const left = createLeftQueues({
    own: () => clientId,
    spoken,
    presence: () => presence,
    loadQueue: () => disk.loadQueue(),
    show: (other, entries) => replica.hearKept(other, entries),
    takeOver,
    onInherited: showAndSend,
  })

  return {
    get clientId() {
      return clientId
    },
    get replica() {
      return replica
    },
    get session() {
      return session
    },
    disk,
    number,
    add(entry: QueuedMutation): void {
      replica.add(coming.finish(entry))
      // The journey may have gone to another cart while the disk was asked.
      readdress()
      tabs?.post()
    },
    load,
    sleep,
    wake,
    enter,
    greet,
    hearDelta,
    poll,
    send,
    batches: () => batchesOf(replica.unanswered, clock.now()),
    leaveSession: () => void (session = null),
    stop: sleep,
  }

  function sleep(): void {
    isAwake = false
    left.forget()
    presence?.release()
    tabs?.close()
  }

  function wake(): Promise<void> {
    if (isAwake) return Promise.resolve()
    // Whoever took over from us meanwhile has that id, and looks for nothing more under it.
    ;[clientId, lastMid] = [newClientId(), 0]
    return meetOthers()
  }

  function newClientId(): ClientId {
    // Drawn here; it names this page instance to the hub.
    const id = deps.newId() as ClientId
    presence?.hold(id)
    spoken.add(id)
    return id
  }

  function number(op: CartOp, uid?: MutationUid): QueuedMutation {
    lastMid += 1
    // As every id drawn here.
    const name = uid ?? (deps.newId() as MutationUid)
    return coming.begin({ mid: lastMid, uid: name, op, at: clock.now(), clientId, cartId: replica.base.id })
  }

  async function load(device: Device): Promise<void> {
    presence = device.presence
    // A twin has it: of one id nobody can tell when one of the two is gone.
    if (presence !== null && !(await presence.adopt(clientId))) [clientId, lastMid] = [newClientId(), 0]
    const state = () => toTabState(replica, { tab, spoken, epoch })
    tabs = createCartTabs({ ...device, state, hear: hearTab })
    const kept = await disk.loadCart()
    if (kept !== undefined && replica.base.rev === 0) {
      epoch = kept.epoch
      const own = replica.queue
      replica = new CartReplica(kept.cart, kept.lastMids)
      replica.add(own.map((entry) => ({ ...entry, cartId: kept.cart.id })))
      coming.readdress(kept.cart.id)
    }
    await meetOthers()
    deps.onChange(kept !== undefined)
  }

  /** Takes over the queues of pages that are gone, shows those of pages that live, and makes itself known. */
  async function meetOthers(): Promise<void> {
    isAwake = true
    await left.meet()
    tabs?.open()
    showAndSend()
  }

  function showAndSend(): void {
    // Others wait behind us for the same end: that nothing was left, they hear from us alone.
    tabs?.post()
    deps.onChange(false)
    void send()
  }

  function takeOver(entries: readonly QueuedMutation[]): void {
    const open = new Set(replica.queue.map(({ uid }) => uid))
    const fresh = entries.filter((entry) => open.has(entry.uid) || !isTooOld(entry, clock.now()))
    replica.add(fresh)
    deps.onExpired(entries.filter((entry) => !fresh.includes(entry)))
    if (replica.isConfirmed) readdress()
  }

  function hearTab(state: TabState): void {
    if (state.cart.id === UNKNOWN_CART || replica.base.id === UNKNOWN_CART) return
    if (state.epoch !== epoch || state.cart.id !== replica.base.id) {
      replica.hearOthers(state, [])
      // Once a cart: two tabs that do not agree must not chase each other.
      if (state.epoch !== epoch || otherCarts.has(state.cart.id)) return
      otherCarts.add(state.cart.id)
      deps.onOtherCart()
      return
    }
    const before = deps.seen()
    replica.hearOthers(state, state.wishes)
    for (const wish of state.wishes) left.watch(wish.clientId)
    replica.hearBase(state.cart, state.lastMids)
    void disk.forget(replica.settle())
    deps.onNews(before, replica.base)
  }

  async function enter({ cart, epoch: told }: Granted): Promise<void> {
    const before = deps.seen()
    const isFirst = before.id === UNKNOWN_CART
    if (isFirst && replica.unanswered.length > 0) await joinKept(cart.id, told)
    if (cart.id !== replica.base.id || told !== epoch) renumberInto(cart, told)
    else {
      // With open wishes it would show twice what it holds of them already: the sync after the hello knows which.
      if (replica.isSettled) replica.hearSync({ kind: 'snapshot', cart, lastMids: [] })
      readdress()
    }
    replica.confirm()
    await disk.keepCart({ epoch, cart: replica.base, lastMids: replica.lastMids })
    // Before there was a cart the other tabs could not be understood: they say again what they have.
    if (isFirst) tabs?.open()
    // What became of this cart while the page was away, such as an order. Another cart's lines are no news.
    if (before.id === replica.base.id) deps.onNews(before, replica.base)
    else deps.onChange(true)
  }

  function readdress(): void {
    if (replica.unanswered.some((entry) => entry.cartId !== replica.base.id))
      void disk.keep(replica.readdress(newClientId()))
  }

  /** Where another page has sent wishes of ours into this cart, we go on from what the disk has of it. */
  async function joinKept(cartId: CartId, told: string): Promise<void> {
    const found = await findSentElsewhere(disk, replica.unanswered, { cartId, epoch: told })
    if (found === null) return
    for (const [other, entries] of found.queues) replica.hearKept(other, entries)
    renumberInto(found.kept.cart, told, found.uids)
    replica.hearBase(found.kept.cart, found.kept.lastMids ?? [])
  }

  /** The same wishes, addressed to another cart or another life of the hub. */
  function renumberInto(cart: Cart, told: string, sent: ReadonlySet<string> = new Set()): void {
    epoch = told
    clientId = newClientId()
    const isOurs = ({ uid }: QueuedMutation) => !sent.has(uid)
    const before = replica.queue.filter(isOurs)
    const moved = replica.moveTo(cart, clientId, sent)
    void disk.replace(before, [...moved.filter(isOurs), ...renumberComing(moved.length)])
    tabs?.post()
  }

  async function greet(hello: Hello, opened: LinkSession): Promise<void> {
    if (hello.epoch !== epoch || hello.cartId !== replica.base.id)
      renumberInto(emptyCart(hello.cartId, replica.base.currencyCode), hello.epoch)
    session = opened
    await poll(opened)
    void send()
  }

  /** Asks what we lack. @throws ToteError when the session does not answer, or will not. */
  async function poll(opened: LinkSession): Promise<void> {
    const message = replica.question(clientId)
    const answer = parseAnswer(syncAnswerSchema, await opened.ask('sync', message))
    // The journey went to another cart while the answer was under way.
    if (message.cartId !== replica.base.id) return
    const before = deps.seen()
    replica.hearSync(answer)
    afterNews(before)
  }

  function hearDelta(delta: CartDelta): void {
    const before = deps.seen()
    const result = replica.hearDelta(delta)
    // A session that fails now is told by others; the next connection begins with a sync anyway.
    if (result === 'gap' && session !== null) poll(session).catch(() => undefined)
    if (result === 'applied') afterNews(before)
  }

  function send(): Promise<void> {
    const opened = session
    if (opened === null) return Promise.resolve()
    sending ??= sendQueue(opened, {
      next: () => (session === opened ? replica.unanswered : []),
      now: () => clock.now(),
      answered,
      expired(entries) {
        const told = tooOldOf(entries, clock.now())
        replica.remove(new Set(told.map(({ uid }) => uid)))
        renumber(entries[0]?.clientId ?? clientId)
        deps.onExpired(told)
        deps.onChange(true)
      },
      renumber,
      failed: (error) => deps.onSessionFailed(error),
      pause: (ms) => wait(clock, ms),
    }).finally(() => {
      sending = null
      // A new connection came while this one was failing: what is still open is its to send.
      if (session !== opened) void send()
    })
    return sending
  }

  function renumber(from: ClientId): void {
    const moved = newClientId()
    const entries = replica.renumber(from, moved)
    if (from === clientId) clientId = moved
    void disk.keep(clientId === moved ? [...entries, ...renumberComing(entries.length)] : entries)
    tabs?.post() // Before the hub tells them: other tabs know them by the old numbers.
  }

  function renumberComing(behind: number): readonly QueuedMutation[] {
    const entries = coming.renumber({ cartId: replica.base.id, clientId, lastMid: behind })
    lastMid = behind + entries.length
    return entries
  }

  function answered(entries: readonly QueuedMutation[], verdicts: readonly Verdict[]): void {
    const before = deps.seen()
    for (const [index, entry] of entries.entries()) {
      const verdict = verdicts[index]
      if (verdict === undefined) continue
      replica.answer(entry, verdict)
      deps.onVerdict(entry, verdict)
    }
    afterNews(before)
  }

  function afterNews(before: Cart): void {
    // First: a tab that opens between the two must not count what is in both twice, or not at all.
    void disk.keepCart({ epoch, cart: replica.base, lastMids: replica.lastMids })
    void disk.forget(replica.settle())
    tabs?.post()
    deps.onNews(before, replica.base)
  }
}

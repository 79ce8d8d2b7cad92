import type {
  ClaimState,
  CartLineView,
  CartView,
  CheckoutOutcome,
  ChatMessageView,
  Connection,
  CueLog,
  ExpiredWishes,
  Following,
  JourneyState,
  JoinTarget,
  MomentView,
  Notice,
  Outcome,
  PollView,
  ProductView,
  ReactionBurst,
  Said,
  ShowState,
  Tote,
  UndoOffer,
  Store,
} from '@tote/core'
import type { FriendsCart } from '@tote/protocol/friends'
import {
  cartIdSchema,
  chatIdSchema,
  emptyMoment,
  lineIdSchema,
  money,
  pollIdSchema,
  showIdSchema,
  ToteError,
  variantIdSchema,
  type Lead,
  type Offer,
  type Order,
  type PlaceJoined,
  type Position,
  type Wait,
} from '@tote/protocol'
import { atom } from 'nanostores'

export interface TestToteOptions {
  readonly products?: readonly ProductView[]
  readonly pinned?: readonly ProductView[]
  readonly cart?: CartView
  readonly undo?: UndoOffer | null
  readonly offer?: Offer | null
  readonly notices?: readonly Notice[]
  readonly connection?: Connection
  readonly journey?: JourneyState
  readonly joined?: PlaceJoined | null
  readonly carryTo?: readonly string[]
  /** What asking for a basket comes to; without it a test sets that itself. */
  readonly claim?: ClaimState
  /** In a frame of the hub: whether there is a basket that follows. */
  readonly followed?: () => Promise<boolean>
  /** What taking away a place that joined ends in. */
  readonly isRemoved?: boolean
  readonly stores?: readonly Store[]
  /** What every intent on the cart ends in; a promise of yours to hold it. */
  readonly outcome?: Outcome | Promise<Outcome>
  readonly messages?: readonly ChatMessageView[]
  readonly poll?: PollView | null
  readonly note?: MomentView['note']
  readonly lead?: Lead | null
  readonly asksToMove?: boolean
  readonly following?: Following
  /** What each message and vote ends in. */
  readonly said?: Said | Promise<Said>
  /** What `checkout` ends in; it fails without one. */
  readonly checkout?: CheckoutOutcome
  /** What `orders` ends in; it fails without. */
  readonly orders?: () => Promise<readonly Order[]>
  /** What the hub answers to being asked for stores; it fails without. */
  readonly storesAnswer?: () => Promise<unknown>
  /** What the hub answers to being asked what goes with something; it fails without. */
  readonly suggestAnswer?: (message: unknown) => Promise<unknown>
  /** What the hub answers to being asked for points; it fails without. */
  readonly pointsAnswer?: () => Promise<unknown>
  /** What the hub answers to being asked for preferences, and told some; it fails without. */
  readonly preferencesAnswer?: (message: unknown) => Promise<unknown>
  /** What `accept` ends in. */
  readonly accepted?: Promise<void>
  readonly waits?: readonly Wait[]
  /** What the hub answers to joining and leaving lines. */
  readonly lineAnswer?: unknown
  /** Friends' carts as the hub told them, and what it answers to wishes about them. */
  readonly friends?: readonly FriendsCart[]
  readonly friendsAnswer?: unknown
  /** The hub's clock. */
  readonly hubNow?: () => number
}

export type Intent = readonly [name: string, ...given: unknown[]]

/** A `Tote` of plain stores to be set by a test, that only writes down what is asked of it. */
export function createTestTote(options: TestToteOptions = {}) {
  const intents: Intent[] = []
  const outcome = options.outcome ?? { status: 'accepted' }
  const asked = (...intent: Intent): Promise<Outcome> => {
    intents.push(intent)
    return Promise.resolve(outcome)
  }
  const products = options.products ?? options.pinned ?? []
  const $connection = atom<Connection>(options.connection ?? { status: 'online', via: 'socket' })
  const $show = atom<ShowState>({ status: 'loading' })
  const $products = atom<readonly ProductView[]>(products)
  const $moment = atom<MomentView>({
    pinned: options.pinned ?? [],
    chapter: null,
    note: options.note ?? null,
  })
  const $cart = atom<CartView>(options.cart ?? testCart())
  const $undo = atom<UndoOffer | null>(options.undo ?? null)
  const $journey = atom<JourneyState>(options.journey ?? { status: 'open', isContinued: false, isKept: true })
  const $offer = atom<Offer | null>(options.offer ?? null)
  const $stores = atom<readonly Store[]>(options.stores ?? [])
  const $claim = atom<ClaimState>({ status: 'none' })
  const $joined = atom<PlaceJoined | null>(options.joined ?? null)
  const $messages = atom<readonly ChatMessageView[]>(options.messages ?? [])
  const $reactions = atom<ReactionBurst | null>(null)
  const $poll = atom<PollView | null>(options.poll ?? null)
  const $log = atom<CueLog>({ base: emptyMoment, events: [] })
  const $position = atom<Position | null>(null)
  const $reachFrom = atom<number | null>(null)
  const $watching = atom<number | null>(null)
  const said = (...intent: Intent): Promise<Said> => {
    intents.push(intent)
    return Promise.resolve(options.said ?? { status: 'accepted' })
  }
  const $notices = atom<readonly Notice[]>(options.notices ?? [])
  const $told = atom<unknown>(options.waits ?? null)
  const $friends = atom<unknown>(options.friends ?? null)
  const tote: Tote = {
    hub: 'http://hub.localhost',
    key: 'pk_test',
    showId: showIdSchema.parse('show'),
    connection: { $connection, hubNow: options.hubNow ?? (() => 0) },
    show: {
      $show,
      $products,
      $stores,
      $moment,
      $watching,
      $poll,
      $log,
      vote: (option) => said('vote', option),
    },
    chat: {
      $messages,
      $reactions,
      maxLength: 200,
      send: (text) => said('send', text),
      react: (kind) => void intents.push(['react', kind]),
    },
    playback: {
      $position,
      setPosition: () => undefined,
      $reachFrom,
      setReachFrom: (pdt) => $reachFrom.set(pdt),
      $join: atom<JoinTarget | null>(null),
      joined: () => undefined,
      goTo(pdt) {
        intents.push(['goTo', pdt])
        return Promise.resolve(true)
      },
      msToNextCue: () => null,
      $lead: atom<Lead | null>(options.lead ?? null),
      $asksToMove: atom(options.asksToMove ?? false),
      $following: atom<Following>(options.following ?? 'no'),
      $isStray: atom(false),
      lead: () => void intents.push(['lead']),
      moveHere: () => void intents.push(['moveHere']),
      keepBoth: () => void intents.push(['keepBoth']),
      follow: (how) => void intents.push(['follow', how]),
      setStray: () => undefined,
      allowMeasuring: () => undefined,
    },
    cart: {
      $cart,
      $undo,
      addLine: (choice) => asked('addLine', choice),
      setQuantity: (lineId, quantity) => asked('setQuantity', lineId, quantity),
      sendLine: (lineId, isSent) => asked('sendLine', lineId, isSent),
      removeLine: (lineId) => asked('removeLine', lineId),
      applyDiscountCode: (code) => asked('applyDiscountCode', code),
      removeDiscountCode: (code) => asked('removeDiscountCode', code),
      setFulfillment: (fulfilment) => asked('setFulfillment', fulfilment),
      checkout(returnUrl) {
        intents.push(['checkout', returnUrl])
        return options.checkout === undefined
          ? Promise.reject(new ToteError('busy'))
          : Promise.resolve(options.checkout)
      },
      cancelCheckout() {
        intents.push(['cancelCheckout'])
        return Promise.resolve()
      },
      async orders() {
        intents.push(['orders'])
        if (options.orders === undefined) throw new ToteError('hub_unreachable')
        return options.orders()
      },
      setNote: (text) => asked('setNote', text),
      clear: () => asked('clear'),
      undo: () => asked('undo'),
      $expired: atom<ExpiredWishes | null>(null),
      renewExpired: () => asked('renewExpired'),
      dropExpired: () => void intents.push(['dropExpired']),
      onAct: () => () => undefined,
      mirror: (op) => asked('mirror', op),
      confirmed: () => ({ id: cartIdSchema.parse('cart'), rev: 0 }),
      holdUndo() {
        intents.push(['holdUndo'])
        return () => void intents.push(['releaseUndo'])
      },
    },
    line: {
      $told,
      async ask(event, message) {
        const { variantId, dropId } = message
        if (event === 'points') {
          if (options.pointsAnswer === undefined) throw new ToteError('hub_unreachable')
          return options.pointsAnswer()
        }
        if (event === 'preferences') {
          if (options.preferencesAnswer === undefined) throw new ToteError('hub_unreachable')
          return options.preferencesAnswer(message)
        }
        if (event === 'suggest') {
          // A question is no intent.
          if (options.suggestAnswer === undefined) throw new ToteError('hub_unreachable')
          return options.suggestAnswer(message)
        }
        if (event === 'stores') {
          intents.push(['stores'])
          if (options.storesAnswer === undefined) throw new ToteError('hub_unreachable')
          return options.storesAnswer()
        }
        intents.push([event, variantId ?? dropId])
        return options.lineAnswer ?? []
      },
    },
    friends: {
      $told: $friends,
      ask(message) {
        intents.push(['friends', message])
        return Promise.resolve(options.friendsAnswer ?? { ok: true, friends: options.friends ?? [] })
      },
    },
    journey: {
      $journey,
      $offer,
      $joined,
      redeem: () => Promise.resolve(),
      removeJoined() {
        intents.push(['removeJoined'])
        return Promise.resolve(options.isRemoved ?? true)
      },
      async accept(own) {
        intents.push(['accept', own])
        await options.accepted
      },
      decline: () => void intents.push(['decline']),
      $carryTo: atom<readonly string[]>(options.carryTo ?? []),
      mintTicket: () => Promise.resolve(null),
      carry: () =>
        Promise.resolve({
          $claim,
          async ask() {
            intents.push(['ask'])
            await Promise.resolve()
            if (options.claim !== undefined) $claim.set(options.claim)
          },
          release: (claim, release) => Promise.resolve(void intents.push(['release', claim, release])),
          cancel: () => $claim.set({ status: 'none' }),
          follow: options.followed ?? null,
          async mintTicket(origin) {
            intents.push(['mintTicket', origin])
            return `tt_${'a'.repeat(22)}`
          },
        }),
      signIn: () => Promise.resolve(),
      signOut: () => Promise.resolve(),
      leave: () => Promise.resolve(),
      exportKept: () => Promise.reject(new Error('nothing is kept')),
      forget: () => Promise.resolve(),
    },
    notices: {
      $notices,
      dismiss: (id) => {
        intents.push(['dismiss', id])
        $notices.set($notices.get().filter((notice) => notice.id !== id))
      },
    },
    start: () => Promise.resolve(),
    stop: () => undefined,
    onError: () => () => undefined,
  }
  return {
    tote,
    intents,
    $connection,
    $products,
    $moment,
    $cart,
    $undo,
    $journey,
    $offer,
    $claim,
    $joined,
    $notices,
    $told,
    $friends,
    $messages,
    $reactions,
    $poll,
    $watching,
    $log,
    $position,
    $reachFrom,
    $show,
  }
}

export function testMessage(text: string, overrides: Partial<ChatMessageView> = {}): ChatMessageView {
  return {
    id: chatIdSchema.parse(text.replace(/\W/g, '-')),
    text,
    atMs: 0,
    isMine: false,
    isPending: false,
    ...overrides,
  }
}

export function testPoll(overrides: Partial<PollView> = {}): PollView {
  const options = [
    { text: 'Chalk', votes: 3 },
    { text: 'Clay', votes: 1 },
  ]
  return {
    id: pollIdSchema.parse('poll-1'),
    question: 'Which colour next?',
    options,
    totalVotes: 4,
    isOpen: true,
    myVote: null,
    ...overrides,
  }
}

export function testLine(
  overrides: Partial<CartLineView> & { readonly name?: string; readonly title?: string } = {},
): CartLineView {
  const { name = 'line-1', title = 'Linen shirt', ...rest } = overrides
  const quantity = rest.quantity ?? 1
  const unit = rest.cost?.unit ?? money(8900, 'EUR')
  return {
    id: lineIdSchema.parse(name),
    merchandise: {
      variantId: variantIdSchema.parse(`${name}-v`),
      productId: null,
      title,
      variantTitle: '',
      image: null,
      isAvailable: true,
    },
    quantity,
    isSent: false,
    attributes: [],
    cost: { unit, total: money(unit.amount * quantity, unit.currencyCode) },
    isPending: false,
    hold: null,
    ...rest,
  }
}

/** A cart of these lines; its sums follow them. */
export function testCart(lines: readonly CartLineView[] = [], overrides: Partial<CartView> = {}): CartView {
  const subtotal = money(
    lines.reduce((sum, { cost }) => sum + cost.total.amount, 0),
    'EUR',
  )
  return {
    status: 'ready',
    isStale: false,
    pendingCount: 0,
    lines,
    totalQuantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    cost: { subtotal, discount: money(0, 'EUR'), total: subtotal },
    codes: [],
    fulfilment: { kind: 'delivery' },
    checkout: null,
    order: null,
    note: '',
    ...overrides,
  }
}

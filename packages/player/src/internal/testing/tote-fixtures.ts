import type {
  CartLineView,
  CartView,
  Connection,
  JourneyState,
  JoinTarget,
  MomentView,
  Notice,
  Outcome,
  ProductView,
  ShowState,
  Tote,
  UndoOffer,
} from '@tote/core'
import {
  lineIdSchema,
  money,
  showIdSchema,
  variantIdSchema,
  type Offer,
  type PlaceJoined,
  type Position,
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
  /** What every intent on the cart ends in; a promise of yours to hold it. */
  readonly outcome?: Outcome | Promise<Outcome>
  /** What `accept` ends in. */
  readonly accepted?: Promise<void>
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
  const $connection = atom<Connection>(options.connection ?? { status: 'online' })
  const $show = atom<ShowState>({ status: 'loading' })
  const $products = atom<readonly ProductView[]>(products)
  const $moment = atom<MomentView>({ pinned: options.pinned ?? [], chapter: null })
  const $cart = atom<CartView>(options.cart ?? testCart())
  const $undo = atom<UndoOffer | null>(options.undo ?? null)
  const $journey = atom<JourneyState>(options.journey ?? { status: 'open', isContinued: false, isKept: true })
  const $offer = atom<Offer | null>(options.offer ?? null)
  const $joined = atom<PlaceJoined | null>(options.joined ?? null)
  const $notices = atom<readonly Notice[]>(options.notices ?? [])
  const tote: Tote = {
    hub: 'http://hub.localhost',
    key: 'pk_test',
    showId: showIdSchema.parse('show'),
    connection: { $connection, hubNow: () => 0 },
    show: { $show, $products, $moment, $watching: atom<number | null>(null) },
    playback: {
      $position: atom<Position | null>(null),
      setPosition: () => undefined,
      $join: atom<JoinTarget | null>(null),
      joined: () => undefined,
      msToNextCue: () => null,
    },
    cart: {
      $cart,
      $undo,
      addLine: (choice) => asked('addLine', choice),
      setQuantity: (lineId, quantity) => asked('setQuantity', lineId, quantity),
      removeLine: (lineId) => asked('removeLine', lineId),
      setNote: (text) => asked('setNote', text),
      clear: () => asked('clear'),
      undo: () => asked('undo'),
      holdUndo() {
        intents.push(['holdUndo'])
        return () => void intents.push(['releaseUndo'])
      },
    },
    journey: {
      $journey,
      $offer,
      $joined,
      redeem: () => Promise.resolve(),
      async accept(own) {
        intents.push(['accept', own])
        await options.accepted
      },
      decline: () => void intents.push(['decline']),
      $carryTo: atom<readonly string[]>([]),
      mintTicket: () => Promise.resolve(null),
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
  return { tote, intents, $connection, $products, $moment, $cart, $undo, $journey, $offer, $joined, $notices }
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
    attributes: [],
    cost: { unit, total: money(unit.amount * quantity, unit.currencyCode) },
    isPending: false,
    ...rest,
  }
}

/** A cart of these lines; its sums follow them. */
export function testCart(lines: readonly CartLineView[] = [], overrides: Partial<CartView> = {}): CartView {
  return {
    status: 'ready',
    isStale: false,
    pendingCount: 0,
    lines,
    totalQuantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    cost: {
      subtotal: money(
        lines.reduce((sum, { cost }) => sum + cost.total.amount, 0),
        'EUR',
      ),
    },
    note: '',
    ...overrides,
  }
}

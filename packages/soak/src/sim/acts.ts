import { checkoutOpenAnswerSchema, ToteError, type LineId } from '@tote/protocol'
import { placeOrder, tellChange } from '@tote/server/parts'
import { count } from './count-acts.ts'
import type { SimPage } from './sim-device.ts'
import { signIn, signOut } from './sign-acts.ts'
import { CODES, PLENTY, SCARCE, SHOW, STORE, TENANT } from './sim-tenant.ts'
import type { Profile, World } from './world.ts'

type Act = (world: World, page: SimPage) => void

/** Core's own intents, as a shopper's hand on the page. */
function intent(
  world: World,
  page: SimPage,
  what: string,
  run: () => Promise<{ status: string; code?: string }>,
): void {
  page.run(() => {
    const before = page.drawn.length
    const outcome = run()
    const uid = page.drawn[before]
    if (uid === undefined) return
    const issued = world.witness.issue(page, uid, what)
    outcome.then(
      ({ status, code }) => {
        issued.outcome = code ?? status
      },
      (error: unknown) => {
        issued.outcome = String(error)
      },
    )
  })
}

function add(world: World, page: SimPage, variantId: string): void {
  const quantity = world.random.integer(1, 3)
  intent(world, page, `adds ${quantity} ${variantId}`, () => page.tote.cart.addLine({ variantId, quantity }))
}

/** One of the lines the page shows; what it is about then is this page's business. */
function withLine(world: World, page: SimPage, run: (lineId: LineId) => void): void {
  const { lines } = page.tote.cart.$cart.get()
  if (lines.length > 0) run(world.random.pick(lines).id)
}

const addPlenty: Act = (world, page) => add(world, page, world.random.pick(PLENTY))
const addScarce: Act = (world, page) => add(world, page, world.random.pick(SCARCE))

const burst: Act = (world, page) => {
  for (let count = world.random.integer(2, 8); count > 0; count -= 1) addPlenty(world, page)
}

const setQuantity: Act = (world, page) =>
  withLine(world, page, (lineId) => {
    const quantity = world.random.integer(1, 5)
    intent(world, page, `sets ${quantity}`, () => page.tote.cart.setQuantity(lineId, quantity))
  })

const remove: Act = (world, page) =>
  withLine(world, page, (lineId) => intent(world, page, 'removes', () => page.tote.cart.removeLine(lineId)))

const undo: Act = (world, page) => {
  if (page.tote.cart.$undo.get() === null) return
  const before = page.drawn.length
  page.run(() => {
    void page.tote.cart.undo()
    for (const uid of page.drawn.slice(before)) world.witness.issue(page, uid, 'undoes')
  })
}

const clear: Act = (world, page) => intent(world, page, 'clears', () => page.tote.cart.clear())

const note: Act = (world, page) => {
  const text = `note ${world.random.integer(1, 99)}`
  intent(world, page, text, () => page.tote.cart.setNote(text))
}

const code: Act = (world, page) => {
  const typed = world.random.pick([...CODES, 'NONSENSE'])
  const isOn = page.tote.cart.$cart.get().codes.some((known) => known.code === typed)
  if (isOn) intent(world, page, `takes ${typed} off`, () => page.tote.cart.removeDiscountCode(typed))
  else intent(world, page, `types ${typed}`, () => page.tote.cart.applyDiscountCode(typed))
}

const fulfil: Act = (world, page) => {
  const fulfilment =
    world.random.next() < 0.5
      ? ({ kind: 'delivery' } as const)
      : ({ kind: 'pickup', locationId: STORE as never } as const)
  intent(world, page, `wants ${fulfilment.kind}`, () => page.tote.cart.setFulfillment(fulfilment))
}

const sendLine: Act = (world, page) =>
  withLine(world, page, (lineId) => {
    const isSent = world.random.next() < 0.7
    intent(world, page, isSent ? 'has it sent' : 'fetches it', () => page.tote.cart.sendLine(lineId, isSent))
  })

/** Core has no intent for paying yet: the page asks the hub as the shop's own script would. */
const checkOut: Act = (world, page) => {
  world.note(`${page.process.name} opens a check-out`)
  void page.run(async () => {
    const raw = await page.ask('checkout.open', { cartId: page.cartId, rev: page.rev })
    const opened = checkoutOpenAnswerSchema.safeParse(raw)
    if (!opened.success || !opened.data.ok) return
    const { id: checkoutId } = opened.data.checkout
    const { cartId } = page
    const fate = world.random.next()
    if (fate < 0.45) order(world, checkoutId)
    else if (fate < 0.75) await page.ask('checkout.cancel', { cartId, checkoutId })
  })
}

/** The shop's backend says that it was paid, and says it again when it heard no answer. */
function order(world: World, checkoutId: string): void {
  const externalRef = `order-${checkoutId}`
  const times = world.random.integer(1, 2)
  for (let time = 0; time < times; time += 1)
    world.clock.after(
      world.random.integer(100, 15_000),
      () => {
        const node = world.nodes.find(({ isAlive }) => isAlive)
        if (node === undefined) return
        world.clock.owner = node.process
        void confirm(world, node, { checkoutId, externalRef })
      },
      world.clock.world,
    )
}

async function confirm(
  world: World,
  { context }: World['nodes'][number],
  { checkoutId, externalRef }: { checkoutId: string; externalRef: string },
): Promise<void> {
  try {
    const tenant = await world.tenant()
    const nowMs = world.clock.now()
    const placed = await placeOrder(context.store, tenant, { checkoutId, externalRef, nowMs })
    tellChange(context.news, TENANT, placed)
    world.note(`order of ${checkoutId} ${placed.isNew ? 'placed' : 'known'}`)
  } catch (error) {
    world.note(`order of ${checkoutId}: ${String(error)}`)
  }
}

/** Over a link to another site, where the shopper says yes. */
const carry: Act = (world, page) => {
  const others = world.pages.filter((other) => other.device !== page.device)
  if (others.length === 0) return
  const other = world.random.pick(others)
  const own = world.random.next() < 0.8 ? 'add' : 'apart'
  world.note(`${page.process.name} is carried to ${other.process.name}, own lines: ${own}`)
  void page.run(async () => {
    const ticket = await page.tote.journey.mintTicket(other.origin)
    if (ticket === null) return
    world.clock.after(
      world.random.integer(50, 1500),
      () => void redeem(world, other, { ticket, own }),
      other.process,
    )
  })
}

interface Carried {
  readonly ticket: string
  readonly own: 'add' | 'apart'
}

async function redeem(world: World, page: SimPage, { ticket, own }: Carried): Promise<void> {
  const { restores } = world
  await page.tote.journey.redeem(ticket)
  if (page.tote.journey.$offer.get() === null) return
  const accepted = sayYes(page, own)
  // The shopper's other pages do not know of it, and go on.
  for (const other of world.pages)
    if (other !== page && other.cartId === page.cartId)
      world.clock.after(world.random.integer(0, 60), () => addPlenty(world, other), other.process)
  const refused = await accepted
  if (refused !== 'frozen') return
  // The cart is being paid. The offer stays, and the shopper says yes again.
  world.clock.after(
    world.random.integer(500, 15_000),
    () => {
      if (page.tote.journey.$offer.get() === null) return
      const before = page.yeses
      void sayYes(page, own).then((code) => {
        // Unless it was used up by another yes of this page that was taken meanwhile, or a backup does not know of it.
        if (code === 'ticket_dead' && page.yeses === before && world.restores === restores)
          world.witness.violate('I2', `${page.process.name}: a yes that was refused has used the offer up`)
      })
    },
    page.process,
  )
}

async function sayYes(page: SimPage, own: 'add' | 'apart'): Promise<string | null> {
  const code = await codeOf(page.tote.journey.accept(own))
  if (code === null) page.yeses += 1
  return code
}

/** What it was refused with; null when it was not. */
async function codeOf(asked: Promise<unknown>): Promise<string | null> {
  return asked.then(
    () => null,
    (error: unknown) => (error instanceof ToteError ? error.code : String(error)),
  )
}

/** The host changes a price, or says that something is sold out. */
const cue: Act = (world) => {
  const node = world.nodes.find(({ isAlive }) => isAlive)
  if (node === undefined) return
  const variantId = world.random.pick([...PLENTY, ...SCARCE])
  const isPrice = world.random.next() < 0.6
  const intents = isPrice
    ? {
        kind: 'changePrice',
        productId: variantId,
        prices: [{ variantId, price: world.random.integer(5, 20) * 100 }],
      }
    : {
        kind: 'markSoldOut',
        productId: variantId,
        variantIds: [variantId],
        isSoldOut: world.random.next() < 0.4,
      }
  world.note(`the host: ${intents.kind} ${variantId}`)
  const { context } = node
  world.clock.owner = node.process
  void world
    .tenant()
    .then(async (tenant) => {
      // Ids of the simulated tenant's own file.
      const message = { intent: intents } as Parameters<typeof context.shows.postCue>[1]['message']
      const showId = SHOW as Parameters<typeof context.shows.postCue>[1]['showId']
      const event = await context.shows.postCue(tenant, { showId, message })
      context.news.cuePosted(tenant, { showId, event })
    })
    .catch((error: unknown) => world.note(`the host: ${String(error)}`))
  world.clock.owner = world.clock.world
}

/** The same site once more on the same device. */
const openTab: Act = (_world, { device }) => {
  if (device.pages.length < 3) device.openPage()
}

const ADDS: readonly (readonly [number, Act])[] = [
  [10, addPlenty],
  [2, burst],
]

const ALL: readonly (readonly [number, Act])[] = [
  ...ADDS,
  [8, addScarce],
  [4, setQuantity],
  [4, remove],
  [2, undo],
  [2, clear],
  [1, note],
  [2, code],
  [3, fulfil],
  [3, sendLine],
  [3, checkOut],
  [2, cue],
  [1, openTab],
]

/** Something that a shopper, the host or the shop does. */
export function act(world: World): void {
  // Nobody reaches a page that is put aside.
  const pages = world.pages.filter(({ isAside }) => !isAside)
  if (pages.length === 0) return
  pickWeighted(world, choicesOf(world.profile))(world, world.random.pick(pages))
}

function choicesOf({ isAddsOnly, canMerge, shoppers, isCounted }: Profile): (readonly [number, Act])[] {
  const choices = [...(isAddsOnly ? ADDS : ALL)]
  if (canMerge) choices.push([5, carry])
  if (isCounted) choices.push([4, count])
  if (shoppers > 0) choices.push([3, signIn], [2, signOut])
  return choices
}

export function pickWeighted<T>(world: World, choices: readonly (readonly [number, T])[]): T {
  const sum = choices.reduce((total, [weight]) => total + weight, 0)
  let drawn = world.random.next() * sum
  for (const [weight, choice] of choices) {
    drawn -= weight
    if (drawn < 0) return choice
  }
  const [first] = choices
  if (first === undefined) throw new RangeError('there is nothing to choose from')
  return first[1]
}

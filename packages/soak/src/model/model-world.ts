import { lineId, variantIdSchema, type LineId } from '@tote/protocol'
import { heldToken } from '../sim/held-identity.ts'
import { differences } from '../sim/invariants.ts'
import type { SimDatabase } from '../sim/sim-database.ts'
import type { SimPage } from '../sim/sim-device.ts'
import { World, type Profile } from '../sim/world.ts'
import { cartText, type ShopModel } from './cart-model.ts'

const PROFILE: Profile = {
  isAddsOnly: false,
  nodes: 1,
  devices: 2,
  acts: 0,
  faults: 0,
  canRestore: false,
  canMerge: true,
  canClone: false,
  canWipe: false,
  shoppers: 1,
  isCounted: false,
}

/** Time after which nothing is under way any more, whatever had been broken: longer than any wait of a page. */
const QUIET_WITHIN_MS = 150_000
/** A shopper who waits for an answer longer than this has gone. */
const ANSWER_WITHIN_MS = 60_000
/** The disk has taken what it was given, and the page shows it. */
const KEPT_MS = 70

type Outcome = { readonly status: string; readonly code?: string }

interface Asked {
  readonly page: SimPage
  readonly what: string
  outcome: string | null
}

/** Core and hub as they are, on the simulator's wire: two devices with pages, whose shoppers do as they are told. */
export class ModelWorld {
  readonly #world: World
  #asked: Asked[] = []
  /** Pages that showed the hub's cart when they were last looked at. */
  readonly #current = new Set<SimPage>()

  constructor(database: SimDatabase, seed: number) {
    this.#world = new World(database, seed, { profile: PROFILE })
  }

  page(device: 0 | 1, index: number): SimPage {
    const { pages } = this.#device(device)
    const page = pages[index % pages.length]
    if (page === undefined) throw new Error('a device without a page')
    return page
  }

  tabsOf(device: 0 | 1): number {
    return this.#device(device).pages.length
  }

  /** The page's shopper does it; what becomes of it is asked when all is quiet. */
  async act(page: SimPage, what: string, run: (page: SimPage) => Promise<Outcome>): Promise<void> {
    const asked: Asked = { page, what, outcome: null }
    this.#asked.push(asked)
    page.run(() => {
      run(page).then(
        ({ status, code }) => (asked.outcome = code ?? status),
        (error: unknown) => (asked.outcome = String(error)),
      )
    })
    await this.pass(KEPT_MS)
  }

  /** What a page shows is what its shopper did, at once, with or without a network. */
  expectShown(page: SimPage, model: ShopModel, device: 0 | 1): void {
    const cart = model.cartOf(device)
    const isAlone = cart.actors.size === 1 && cart.actors.has(page.process.name)
    if (isAlone && this.#current.has(page)) expectSame(`${page.process.name} shows`, textOf(page), cart.text)
  }

  pass(ms: number): Promise<void> {
    return this.#world.clock.runUntil(this.#world.clock.now() + ms)
  }

  cut(device: 0 | 1): void {
    this.#device(device).weather.isOffline = true
  }

  /** The wire breaks and the network is there: both ends find out by themselves. */
  breakWires(device: 0 | 1): void {
    const { pages } = this.#device(device)
    for (const wire of this.#world.network.wires) if (pages.some((page) => page === wire.peer)) wire.cut()
  }

  mend(device: 0 | 1): void {
    const { weather, pages } = this.#device(device)
    weather.isOffline = false
    for (const page of pages) page.run(() => page.wake())
  }

  openTab(device: 0 | 1): void {
    this.#device(device).openPage()
  }

  crash(page: SimPage): void {
    page.crash()
    this.#replace(page)
  }

  close(page: SimPage): void {
    page.run(() => page.close())
    this.#replace(page)
  }

  /** As an app does that puts the widget away and shows it again. */
  async stopAndStart(page: SimPage, ms: number): Promise<void> {
    page.run(() => page.tote.stop())
    await this.pass(ms)
    page.run(() => void page.tote.start())
    this.#current.delete(page)
  }

  restartHub(): void {
    this.#world.killNode()
  }

  async signIn(page: SimPage): Promise<void> {
    const token = heldToken(this.#world.names, { subject: 'ada', nowMs: this.#world.clock.now() })
    await this.#finish(page, 'signs in', () => page.tote.journey.signIn(token))
  }

  async signOut(page: SimPage): Promise<void> {
    await this.#finish(page, 'signs out', () => page.tote.journey.signOut())
  }

  /** All that was broken is whole: everything arrives, everybody hears, and hub, pages and model are of one mind. */
  async settle(model: ShopModel): Promise<void> {
    const { clock, database, devices } = this.#world
    this.#world.heal()
    const untilMs = clock.now() + QUIET_WITHIN_MS
    for (let found = ['not looked yet']; found.length > 0; found = differences(this.#world)) {
      if (clock.now() > untilMs) throw new Error(`never quiet: ${found.join('; ')}`)
      await this.pass(500)
    }
    for (const [index, { pages }] of devices.entries())
      for (const page of pages) {
        const cart = model.cartOf(index === 0 ? 0 : 1)
        cart.settled()
        expectSame(`${page.process.name} shows`, textOf(page), cart.text)
        expectSame(`the hub has for ${page.process.name}`, storedText(database, page.cartId), cart.text)
        this.#current.add(page)
      }
    for (const { page, what, outcome } of this.#asked)
      if (page.isAlive) expectSame(`${page.process.name} ${what} is told`, outcome ?? 'nothing', 'accepted')
    this.#asked = []
  }

  end(): Promise<void> {
    return this.#world.end()
  }

  #device(device: 0 | 1) {
    const found = this.#world.devices[device]
    if (found === undefined) throw new Error('there are two devices')
    return found
  }

  #replace({ device }: SimPage): void {
    if (device.pages.length === 0) device.openPage()
  }

  async #finish(page: SimPage, what: string, run: () => Promise<void>): Promise<void> {
    const { clock } = this.#world
    let end: string | null = null
    page.run(() => {
      run().then(
        () => (end = 'done'),
        (error: unknown) => (end = String(error)),
      )
    })
    const isOver = () => end !== null
    await clock.runUntil(clock.now() + ANSWER_WITHIN_MS, isOver)
    expectSame(`${page.process.name} ${what} and is`, end ?? 'not answered', 'done')
    await this.pass(KEPT_MS)
  }
}

export const lineOf = (variantId: string): LineId => lineId({ variantId: variantIdSchema.parse(variantId) })

function expectSame(what: string, got: string, wanted: string): void {
  if (got !== wanted) throw new Error(`${what} [${got}], and it should be [${wanted}]`)
}

function textOf({ tote }: SimPage): string {
  const { lines, codes, fulfilment } = tote.cart.$cart.get()
  return cartText(
    lines.map(({ merchandise: { variantId }, quantity, isSent }) => ({ variantId, quantity, isSent })),
    { isPickedUp: fulfilment.kind === 'pickup', hasCode: codes.length > 0 },
  )
}

function storedText(database: SimDatabase, cartId: string): string {
  const lines = database.rows<{ variant_id: string; qty: number; is_sent: number }>(
    'select variant_id, qty, is_sent from cart_line where cart_id = ? and qty > 0',
    [cartId],
  )
  const [cart] = database.rows<{ codes_json: string; fulfilment_json: string }>(
    'select codes_json, fulfilment_json from cart where id = ?',
    [cartId],
  )
  return cartText(
    lines.map(({ variant_id, qty, is_sent }) => ({
      variantId: variant_id,
      quantity: qty,
      isSent: is_sent === 1,
    })),
    {
      isPickedUp: cart?.fulfilment_json.includes('pickup') === true,
      hasCode: cart !== undefined && cart.codes_json !== '[]',
    },
  )
}

import { locationIdSchema } from '@tote/protocol'
import * as fc from 'fast-check'
import type { SimPage } from '../sim/sim-device.ts'
import { CODES, PLENTY, STORE } from '../sim/sim-tenant.ts'
import type { CartModel, ShopModel } from './cart-model.ts'
import { lineOf, type ModelWorld } from './model-world.ts'

export type ModelCommand = fc.AsyncCommand<ShopModel, ModelWorld>

interface Step {
  readonly name: string
  /** Whether it can be said what comes of it now. */
  check?(model: ShopModel): boolean
  run(model: ShopModel, real: ModelWorld): Promise<void> | void
}

function toCommand({ name, check = () => true, run }: Step): ModelCommand {
  return {
    check,
    run: async (model, real) => run(model, real),
    toString: () => name,
  }
}

interface Act {
  readonly name: string
  readonly isAdd: boolean
  /** Whether it changes anything a shopper could mean. */
  applies(cart: CartModel): boolean
  change(cart: CartModel): void
  run(page: SimPage): Promise<{ status: string }>
}

const device = fc.constantFrom<0 | 1>(0, 1)
const tab = fc.nat({ max: 2 })
const variant = fc.constantFrom(...PLENTY)
const [CODE] = CODES

function add(variantId: string, quantity: number): Act {
  return {
    name: `adds ${quantity} ${variantId}`,
    isAdd: true,
    applies: () => true,
    change: (cart) => cart.add(variantId, quantity),
    run: ({ tote }) => tote.cart.addLine({ variantId, quantity }),
  }
}

function set(variantId: string, quantity: number): Act {
  return {
    name: `sets ${variantId} to ${quantity}`,
    isAdd: false,
    applies: (cart) => cart.lines.has(variantId),
    change: (cart) => cart.set(variantId, quantity),
    run: ({ tote }) => tote.cart.setQuantity(lineOf(variantId), quantity),
  }
}

function remove(variantId: string): Act {
  return {
    name: `removes ${variantId}`,
    isAdd: false,
    applies: (cart) => cart.lines.has(variantId),
    change: (cart) => cart.set(variantId, 0),
    run: ({ tote }) => tote.cart.removeLine(lineOf(variantId)),
  }
}

function send(variantId: string, isSent: boolean): Act {
  return {
    name: `${isSent ? 'has sent' : 'fetches'} ${variantId}`,
    isAdd: false,
    applies: (cart) => cart.lines.has(variantId),
    change: (cart) => cart.send(variantId, isSent),
    run: ({ tote }) => tote.cart.sendLine(lineOf(variantId), isSent),
  }
}

function fulfil(isPickedUp: boolean): Act {
  return {
    name: isPickedUp ? 'picks it up' : 'has it delivered',
    isAdd: false,
    applies: () => true,
    change(cart) {
      cart.isPickedUp = isPickedUp
    },
    run: ({ tote }) =>
      tote.cart.setFulfillment(
        isPickedUp ? { kind: 'pickup', locationId: locationIdSchema.parse(STORE) } : { kind: 'delivery' },
      ),
  }
}

const discount: Act = {
  name: 'types the code',
  isAdd: false,
  applies: (cart) => !cart.hasCode,
  change(cart) {
    cart.hasCode = true
  },
  run: ({ tote }) => tote.cart.applyDiscountCode(CODE),
}

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(variant, fc.integer({ min: 1, max: 3 })).map(([id, qty]) => add(id, qty)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(variant, fc.integer({ min: 1, max: 5 })).map(([id, qty]) => set(id, qty)),
  },
  { weight: 1, arbitrary: variant.map(remove) },
  { weight: 1, arbitrary: fc.constant(discount) },
  { weight: 1, arbitrary: fc.tuple(variant, fc.boolean()).map(([id, isSent]) => send(id, isSent)) },
  { weight: 1, arbitrary: fc.boolean().map(fulfil) },
)

function actBy(on: 0 | 1, index: number, act: Act): ModelCommand {
  return {
    toString: () => `tab ${index} of ${on} ${act.name}`,
    check: (model) => act.applies(model.cartOf(on)),
    async run(model, real) {
      const page = real.page(on, index)
      const cart = model.cartOf(on)
      const { name } = page.process
      // Of what is done at once at two places nobody can say how it ends: then everything arrives first.
      if (!cart.mayAct(name, act.isAdd)) await real.settle(model)
      act.change(cart)
      cart.acted(name, act.isAdd)
      await real.act(page, act.name, (acting) => act.run(acting))
      real.expectShown(page, model, on)
    },
  }
}

const step = (named: fc.Arbitrary<Step>) => named.map(toCommand)

/** What shoppers do, and what befalls them. */
export const anyCommands = fc.commands<ShopModel, ModelWorld, false>(
  [
    fc.tuple(device, tab, anyAct).map(([on, index, act]) => actBy(on, index, act)),
    fc.tuple(device, tab, anyAct).map(([on, index, act]) => actBy(on, index, act)),
    step(device.map((on) => ({ name: `${on} is cut off`, run: (_model, real) => real.cut(on) }))),
    step(device.map((on) => ({ name: `${on} is back`, run: (_model, real) => real.mend(on) }))),
    step(device.map((on) => ({ name: `wires of ${on} break`, run: (_model, real) => real.breakWires(on) }))),
    step(device.map((on) => ({ name: `${on} opens a tab`, run: (_model, real) => openTab(real, on) }))),
    step(
      fc.tuple(device, tab).map(([on, index]) => ({
        name: `tab ${index} of ${on} crashes`,
        run: (_model, real) => real.crash(real.page(on, index)),
      })),
    ),
    step(
      fc.tuple(device, tab).map(([on, index]) => ({
        name: `tab ${index} of ${on} is closed`,
        run: (_model, real) => real.close(real.page(on, index)),
      })),
    ),
    step(
      fc.tuple(device, tab, fc.nat({ max: 3000 })).map(([on, index, ms]) => ({
        name: `tab ${index} of ${on} rests for ${ms} ms`,
        run: (_model, real) => real.stopAndStart(real.page(on, index), ms),
      })),
    ),
    step(
      fc.constant({
        name: 'the hub is killed',
        run: (_model: ShopModel, real: ModelWorld) => real.restartHub(),
      }),
    ),
    step(
      fc.nat({ max: 4000 }).map((ms) => ({ name: `${ms} ms pass`, run: (_model, real) => real.pass(ms) })),
    ),
    step(
      device.map((on) => ({
        name: `${on} signs in`,
        check: (model) => !model.isSignedIn[on],
        async run(model, real) {
          await real.settle(model)
          model.signIn(on)
          await real.signIn(real.page(on, 0))
        },
      })),
    ),
    step(
      device.map((on) => ({
        name: `${on} signs out`,
        check: (model) => model.isSignedIn[on],
        async run(model, real) {
          await real.settle(model)
          model.signOut(on)
          await real.signOut(real.page(on, 0))
          await real.settle(model)
        },
      })),
    ),
    step(
      fc.constant({ name: 'all is quiet', run: (model: ShopModel, real: ModelWorld) => real.settle(model) }),
    ),
  ],
  { maxCommands: 24 },
)

const MOST_TABS = 3

function openTab(real: ModelWorld, on: 0 | 1): void {
  if (real.tabsOf(on) < MOST_TABS) real.openTab(on)
}

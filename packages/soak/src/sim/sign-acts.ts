import { ToteError } from '@tote/protocol'
import { heldToken } from './held-identity.ts'
import type { SimPage } from './sim-device.ts'
import { SHOPPERS } from './sim-tenant.ts'
import type { World } from './world.ts'

/** The shop says who the shopper at this page is: nobody yet, the one that it was, or another on the same device. */
export function signIn(world: World, page: SimPage): void {
  const subject = world.random.pick(SHOPPERS.slice(0, world.profile.shoppers))
  const token = heldToken(world.names, { subject, nowMs: world.clock.now() })
  tell(world, page, `signs in as ${subject}`, () => page.tote.journey.signIn(token))
}

/** What comes next at this device is somebody else's. */
export function signOut(world: World, page: SimPage): void {
  tell(world, page, 'signs out', () => page.tote.journey.signOut())
}

function tell(world: World, page: SimPage, what: string, run: () => Promise<void>): void {
  const { name } = page.process
  world.note(`${name} ${what}`)
  page.run(() => {
    run().then(
      () => world.note(`${name} ${what}: done`),
      // No network, or the cart is being paid: nothing has changed, and they may try again.
      (error: unknown) =>
        world.note(`${name} ${what}: ${error instanceof ToteError ? error.code : String(error)}`),
    )
  })
}

import { openBrowser, type TestBrowser } from '@tote/testkit/e2e'
import { afterAll, beforeAll } from 'vitest'
import { openShop, type Shop } from './shop-fixtures.ts'

export interface TwoDevices {
  /** With a device of its own. */
  readonly shop: Shop
  /** Another device, which knows nothing of the first. */
  readonly phone: TestBrowser
}

/**
 * A shop and two devices for all tests of a file: to be read in a test, when they are there.
 * @param labPages As of `openShop`.
 */
export function useTwoDevices(labPages?: Parameters<typeof openShop>[0]): TwoDevices {
  let both: TwoDevices | undefined
  const ready = () => {
    if (both === undefined) throw new Error('they are opened before the first test')
    return both
  }
  beforeAll(async () => {
    both = { shop: await openShop(labPages), phone: await openBrowser({ thirdPartyCookies: 'blocked' }) }
  })
  afterAll(async () => {
    await both?.phone.close()
    await both?.shop.close()
  })
  return {
    get shop() {
      return ready().shop
    },
    get phone() {
      return ready().phone
    },
  }
}

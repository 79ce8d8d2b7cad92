import { setMaxListeners } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import process from 'node:process'
import { createRandom } from '@tote/testkit/random'
import { Device } from './device.ts'
import { orderSchema, type Order, type Report } from './orders.ts'

/** A process full of shoppers: two cores carry more of them apart than in one. */
const network = new EventTarget()
// Each device listens, and there are many.
setMaxListeners(0, network)
// A browser tells its pages that the network is back; here the run does.
Object.assign(globalThis, {
  addEventListener: network.addEventListener.bind(network),
  removeEventListener: network.removeEventListener.bind(network),
})
const devices: Device[] = []
let history: WriteStream | null = null
let timers: NodeJS.Timeout[] = []
let everyMs = 1000
let nextRandom = createRandom(0)

process.on('message', (raw) => void obey(orderSchema.parse(raw)))
// Whoever started us is gone, and with it what we test.
process.on('disconnect', () => process.exit())

async function obey(order: Order): Promise<void> {
  switch (order.type) {
    case 'arrive':
      await arrive(order)
      return report({ type: 'arrived' })
    case 'act':
      timers = devices.map(actLater)
      return
    case 'rest':
      for (const timer of timers) clearTimeout(timer)
      timers = []
      return
    case 'online':
      network.dispatchEvent(new Event('online'))
      return
    case 'count':
      return report({
        type: 'counted',
        pending: devices.reduce((sum, device) => sum + device.pending, 0),
        offline: devices.filter((device) => !device.isOnline).length,
      })
    case 'finish':
      for (const device of devices) await device.finish()
      await new Promise((done) => history?.end(done))
      return report({ type: 'finished' })
    default:
      return order satisfies never
  }
}

/** So many arrive at once: a hub is not opened by a stampede. */
const ARRIVE_AT_ONCE = 5

async function arrive(order: Extract<Order, { type: 'arrive' }>): Promise<void> {
  const written = createWriteStream(order.historyPath)
  history = written
  everyMs = order.everyMs
  nextRandom = createRandom(order.seed)
  const waiting = order.shoppers.map((shopper) => devicesOf(shopper, order, written))
  devices.push(...waiting.flat())
  const comeOneByOne = async () => {
    for (let own = waiting.shift(); own !== undefined; own = waiting.shift()) await come(own)
  }
  await Promise.all(Array.from({ length: ARRIVE_AT_ONCE }, comeOneByOne))
}

function devicesOf(
  shopper: string,
  { hub, key, show, variants, origins, devices: count }: Extract<Order, { type: 'arrive' }>,
  written: WriteStream,
): Device[] {
  return Array.from(
    { length: count },
    (_, index) =>
      new Device({
        hub,
        key,
        show,
        variants,
        shopper,
        name: `${shopper}/${index + 1}`,
        origin: origins[index % origins.length] ?? '',
        random: createRandom(nextRandom.integer(0, 2 ** 31)),
        write: (event) => void written.write(`${JSON.stringify(event)}\n`),
      }),
  )
}

async function come(own: readonly Device[]): Promise<void> {
  await Promise.all(own.map((device) => device.start()))
  const [first, ...others] = own
  for (const other of others) if (first !== undefined) await other.continueFrom(first)
}

function actLater(device: Device, index: number): NodeJS.Timeout {
  // An exponential wait: bursts and pauses, as with people.
  const waitMs = -Math.log(1 - nextRandom.next()) * everyMs
  return setTimeout(() => {
    device.act()
    timers[index] = actLater(device, index)
  }, waitMs)
}

function report(message: Report): void {
  process.send?.(message)
}

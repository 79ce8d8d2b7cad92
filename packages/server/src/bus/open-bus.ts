import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { createLoneBus, type Bus } from './bus.ts'

/** The bus this hub's settings ask for. It never waits for Redis: a node that cannot reach it serves without. */
export async function openBus(
  { TOTE_REDIS_URL: url, TOTE_NODE: name }: Config,
  { epoch, log }: { epoch: string; log: Logger },
): Promise<Bus> {
  // A name of this life: after a restart nobody may take our hints for the old one's. Clients see it, so it
  // tells nothing of the machine.
  const node = `${name ?? 'hub'}-${randomBytes(4).toString('hex')}`
  if (url === undefined) return createLoneBus(node)
  // A hub that is alone has no use for the driver.
  const { openRedisBus } = await import('./redis-bus.ts')
  return openRedisBus({ url, epoch, node, log })
}

import type { Random } from '@tote/testkit/random'

export const faultKinds = [
  'shoppers-delay',
  'shoppers-stall',
  'shoppers-loss',
  'shoppers-cut',
  'shoppers-reset',
  'postgres-delay',
  'postgres-cut',
  'postgres-reset',
  'redis-delay',
  'redis-cut',
  'node-kill',
  'redis-restart',
  'postgres-restart',
  'rolling-deploy',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface Fault {
  readonly kind: FaultKind
  /** Which node, or which node's links; -1 for those that concern all. */
  readonly node: number
  readonly atMs: number
  readonly forMs: number
}

export interface ScheduleOptions {
  readonly random: Random
  readonly totalMs: number
  readonly nodes: number
  /** The longest that a fault lasts. */
  readonly maxFaultMs: number
  /** The longest that all is well between two. */
  readonly maxCalmMs: number
  /** Without real packet loss, stalls stand for it. */
  readonly hasLoss: boolean
}

/** Where everybody may arrive before anything breaks, and how long it must be calm for the end to be judged. */
const ARRIVE_MS = 3000
const MIN_FAULT_MS = 1000
const MIN_CALM_MS = 2000

/** Each kind in turn, in an order of its own each time around, so that a short run meets as many as fit. */
export function planFaults(options: ScheduleOptions): Fault[] {
  const { random, totalMs, nodes, maxFaultMs, maxCalmMs, hasLoss } = options
  const kinds = faultKinds.filter((kind) => hasLoss || kind !== 'shoppers-loss')
  const faults: Fault[] = []
  let waiting: FaultKind[] = []
  let atMs = ARRIVE_MS
  for (;;) {
    if (waiting.length === 0) waiting = random.shuffle(kinds)
    const forMs = random.integer(MIN_FAULT_MS, maxFaultMs)
    const kind = waiting.pop()
    if (kind === undefined || atMs + forMs > totalMs) return faults
    faults.push({ kind, node: concernsAll(kind) ? -1 : random.integer(0, nodes - 1), atMs, forMs })
    // Sometimes the next one comes while this is on.
    const calmMs =
      random.next() < 0.25 ? -random.integer(0, forMs / 2) : random.integer(MIN_CALM_MS, maxCalmMs)
    atMs += Math.round(forMs + calmMs)
  }
}

function concernsAll(kind: FaultKind): boolean {
  return kind === 'redis-restart' || kind === 'postgres-restart' || kind === 'rolling-deploy'
}

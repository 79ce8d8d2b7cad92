/**
 * What a crowd needs, from what was measured of one node. All of it is multiplication: the point is to see
 * which product grows too large first.
 */
export interface Measured {
  /** Hub CPU for one packet of a show's tick to one socket, microseconds. */
  readonly tickCpuUs: number
  /** Hub CPU for one operation of a cart from its frame to its answer and telling, microseconds. */
  readonly mutationCpuUs: number
  /** Memory of an idle hub, and of each socket on it, kilobytes. */
  readonly hubKb: number
  readonly socketKb: number
  /** PostgreSQL's CPU for one operation, microseconds. */
  readonly databaseCpuUs: number
  /** Entries that one Redis takes in a second, and questions for new ones that it answers. */
  readonly redisWritesPerSecond: number
  readonly redisReadsPerSecond: number
}

export interface Crowd {
  readonly viewers: number
  /** Share of viewers who change their cart within a minute of a busy moment. */
  readonly buyersPerMinute: number
  /** Bytes on the wire of a show's tick to one viewer, frame and TLS included. */
  readonly tickBytes: number
}

export interface Plan {
  /** How much of a core's time a hub may take: the rest is for storms, garbage and noise. */
  readonly hubShare: number
  /** Sockets on a hub at most, whatever its CPU says: what returns when it dies. */
  readonly maxSockets: number
  readonly databaseShare: number
}

export interface Needs {
  readonly ticksPerSecond: number
  readonly nodes: number
  readonly socketsPerNode: number
  /** Of a node's one core. */
  readonly hubBusy: number
  readonly memoryMbPerNode: number
  readonly mutationsPerSecond: number
  readonly databaseCores: number
  /** Of the one Redis. */
  readonly redisBusy: number
  readonly egressGbitPerSecond: number
}

/** A show's news leaves at most this often, by the sockets on a node: `tickMs` of the hub. */
export function ticksPerSecond(socketsPerNode: number): number {
  if (socketsPerNode <= 5000) return 10
  return socketsPerNode <= 20_000 ? 4 : 2
}

/** What a node says of a show: its cue, its reactions twice a second, its audience every other. */
const SHOW_ENTRIES_PER_SECOND = 3.5
/** A reader lets entries gather for 20 ms: `GATHER_MS` of the bus. */
const MAX_READS_PER_SECOND = 50

/** A show in which something happens in every tick: the most that can be asked. */
export function needsOf(crowd: Crowd, measured: Measured, plan: Plan): Needs {
  const mutationsPerSecond = (crowd.viewers * crowd.buyersPerMinute) / 60
  let nodes = Math.ceil(crowd.viewers / plan.maxSockets)
  while (busyOf(nodes) > plan.hubShare) nodes += 1
  const socketsPerNode = Math.ceil(crowd.viewers / nodes)
  const ticks = ticksPerSecond(socketsPerNode)
  return {
    ticksPerSecond: ticks,
    nodes,
    socketsPerNode,
    hubBusy: busyOf(nodes),
    memoryMbPerNode: (measured.hubKb + socketsPerNode * measured.socketKb) / 1024,
    mutationsPerSecond,
    databaseCores: (mutationsPerSecond * measured.databaseCpuUs) / 1e6 / plan.databaseShare,
    redisBusy: redisBusy(nodes),
    egressGbitPerSecond: (crowd.viewers * ticks * crowd.tickBytes * 8) / 1e9,
  }

  function busyOf(count: number): number {
    const sockets = Math.ceil(crowd.viewers / count)
    const telling = sockets * ticksPerSecond(sockets) * measured.tickCpuUs
    return (telling + (mutationsPerSecond / count) * measured.mutationCpuUs) / 1e6
  }

  /** Every node writes its hints and reads everybody's, in gathered handfuls. */
  function redisBusy(count: number): number {
    if (count === 1) return 0
    const writes = mutationsPerSecond + count * SHOW_ENTRIES_PER_SECOND
    const reads = count * Math.min(MAX_READS_PER_SECOND, writes)
    return writes / measured.redisWritesPerSecond + reads / measured.redisReadsPerSecond
  }
}

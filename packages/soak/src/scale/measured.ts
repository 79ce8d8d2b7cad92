import type { Plan } from './scale-model.ts'

interface Figure {
  readonly value: number
  readonly unit: string
  /** The command that gave it, or why it is supposed. */
  readonly how: string
}

/** Supposed, not measured: a tick with six cues of some 120 bytes, in its frame, TLS and TCP. */
export const tickBytes = 900

/** Of an AMD EPYC with two cores, shared with other work: better ones go here, and the page follows. */
export const measured = {
  tickCpuUs: {
    value: 9,
    unit: 'µs of hub',
    how: '`pnpm bench fanout --viewers 1000`: 1.53 µs an event, 5.9 events a tick',
  },
  mutationCpuUs: {
    value: 2770,
    unit: 'µs of hub',
    how: '`tote simulate`, 40 shoppers with two devices: 120 operations/s against 20',
  },
  hubKb: { value: 160_000, unit: 'kB', how: 'resident, idle, run from source' },
  socketKb: { value: 74, unit: 'kB', how: '`tote simulate --viewers 2000`: the peak above idle' },
  databaseCpuUs: {
    value: 2800,
    unit: 'µs of PostgreSQL',
    how: 'the same run at 120 operations/s, all its processes, connecting included',
  },
  redisWritesPerSecond: {
    value: 27_700,
    unit: 'entries/s',
    how: '`redis-benchmark -c 10 xadd … MAXLEN ~ 1000 …`, 400 bytes',
  },
  redisReadsPerSecond: {
    value: 6_100,
    unit: 'questions/s',
    how: '`redis-benchmark -c 50 xread COUNT 1 …`, the machine busy: a lower bound',
  },
} as const satisfies Readonly<Record<string, Figure>>

export const plan: Plan = {
  // The other half is for those who come back when a node dies, for garbage and for what was not measured.
  hubShare: 0.5,
  // A node that dies sends this many to the others; more would take longer to come back than a minute.
  maxSockets: 10_000,
  databaseShare: 0.5,
}

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTempFolder } from '@tote/testkit/e2e'
import { createRandom } from '@tote/testkit/random'
import { checkHistory, type Checked } from './check-history.ts'
import { KEY, ORIGINS, SHOW, startCluster, VARIANTS } from './cluster.ts'
import { Crowd } from './crowd.ts'
import { Faults } from './faults.ts'
import { parseHistory, type HistoryEvent } from './history.ts'
import { quietAnswers } from './quiet-answers.ts'
import { readTruth } from './read-truth.ts'
import { planFaults, type Fault } from './schedule.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly seconds: number
  readonly nodes: number
  readonly shoppers: number
  readonly devices: number
  readonly processes: number
  /** A device does something this often, on average. */
  readonly everyMs: number
  readonly maxFaultMs: number
  readonly maxCalmMs: number
  readonly hasLoss: boolean
  /** Where history and truth are left; nowhere without. */
  readonly keepIn?: string | undefined
  readonly say: (line: string) => void
  /** Ends the run early, and all it started. */
  readonly signal?: AbortSignal
}

export interface ChaosResult extends Checked {
  readonly faults: number
  /** From the end of the last fault until nobody waited for anything; null when somebody still did. */
  readonly drainedMs: number | null
  readonly quiet: { readonly count: number; readonly p50: number; readonly p99: number }
  readonly cues: number
}

/** How long the end is waited for; the pass mark is a third of it. */
const DRAIN_WITHIN_MS = 30_000
const CUE_EVERY_MS = 2000
/** After the queues are empty: what other devices are told, and a gap in a show is mended. */
const AGREE_WITHIN_MS = 5000

/** A run that can be ended before its time. @throws when it was. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const stops: (() => Promise<unknown>)[] = []
  const stopped = new Promise<never>((_, fail) => {
    options.signal?.addEventListener('abort', () => fail(new Error('the run was ended early')))
  })
  try {
    return await Promise.race([run(options, stops), stopped])
  } finally {
    for (const stop of stops.toReversed()) await stop().catch(() => undefined)
  }
}

/** Arrive, act while things go wrong, heal, agree, and be held against what is promised. */
async function run(options: ChaosOptions, stops: (() => Promise<unknown>)[]): Promise<ChaosResult> {
  const { seed, seconds, say } = options
  // At the start: a run of half an hour must not end in a folder that is not there.
  if (options.keepIn !== undefined) await mkdir(options.keepIn, { recursive: true })
  const random = createRandom(seed)
  const folder = await createTempFolder('chaos-history')
  stops.push(() => folder.remove())
  const linkRandom = createRandom(random.integer(0, 2 ** 31))
  const cluster = await startCluster(options.nodes, () => linkRandom.next(), stops)
  const events: HistoryEvent[] = []
  say(`${options.nodes} nodes are up; ${options.shoppers} × ${options.devices} devices arrive`)
  const crowd = await Crowd.gather({
    stops,
    processes: options.processes,
    shoppers: options.shoppers,
    folder: folder.path,
    seed,
    arrival: {
      hub: cluster.url,
      key: KEY,
      show: SHOW,
      origins: ORIGINS,
      variants: VARIANTS,
      devices: options.devices,
      everyMs: options.everyMs,
    },
  })
  const plan = planFaults({ ...options, random, totalMs: seconds * 1000 })
  say(`all are there; ${plan.length} faults in ${seconds} s`)
  crowd.tell({ type: 'act' })
  const stopCues = postCues(cluster.postCue, events)
  await goWrong({ plan, faults: new Faults(cluster), crowd, events, say, totalMs: seconds * 1000 })
  const healedAt = Date.now()
  crowd.tell({ type: 'online' })
  crowd.tell({ type: 'rest' })
  await stopCues()
  const drainedMs = await drain(crowd, healedAt, say)
  await pause(AGREE_WITHIN_MS)
  await crowd.finish()
  const truth = await readTruth(cluster.databaseUrl)
  const texts = await Promise.all(crowd.historyPaths.map((path) => readFile(path, 'utf8')))
  const own = events.map((event) => JSON.stringify(event)).join('\n')
  const text = [...texts, own].join('\n')
  if (options.keepIn !== undefined) {
    await writeFile(join(options.keepIn, `chaos-${seed}.history.jsonl`), text)
    await writeFile(join(options.keepIn, `chaos-${seed}.truth.json`), JSON.stringify(truth))
    for (const [index, { hub }] of cluster.nodes.entries())
      await writeFile(join(options.keepIn, `chaos-${seed}.node-${index}.log`), hub.process.output())
  }
  const history = parseHistory(text)
  const checked = checkHistory(history, truth)
  const late = drainedMs === null ? ['[I5] queues were not empty in time'] : []
  return {
    ...checked,
    violations: [...checked.violations, ...late],
    faults: plan.length,
    drainedMs,
    quiet: quietAnswers(history),
    cues: truth.show.seq,
  }
}

interface Going {
  readonly plan: readonly Fault[]
  readonly faults: Faults
  readonly crowd: Crowd
  readonly events: HistoryEvent[]
  readonly say: (line: string) => void
  readonly totalMs: number
}

/** Begins and ends each fault at its time; resolves when the time is over and all are ended. */
async function goWrong({ plan, faults, crowd, events, say, totalMs }: Going): Promise<void> {
  const startedAt = Date.now()
  const until = (atMs: number) => pause(startedAt + atMs - Date.now())
  await Promise.all([
    until(totalMs),
    ...plan.map(async (fault) => {
      await until(fault.atMs)
      const at = Date.now()
      say(
        `${String(fault.atMs).padStart(8)} ms  ${fault.kind} ${fault.node < 0 ? '' : fault.node} for ${fault.forMs} ms`,
      )
      const end = await faults.begin(fault)
      await until(fault.atMs + fault.forMs)
      await end()
      // The network is back, and a browser says so to its pages.
      if (fault.kind === 'shoppers-cut') crowd.tell({ type: 'online' })
      events.push({ type: 'fault', at, kind: fault.kind, node: fault.node, endsAt: Date.now() })
    }),
  ])
}

function postCues(postCue: (title: string) => Promise<number>, events: HistoryEvent[]) {
  let isOver = false
  const posting = (async () => {
    for (let number = 1; !isOver; number += 1) {
      // A host whose cue was not taken sees it, and goes on.
      const seq = await postCue(`chapter ${number}`).catch(() => null)
      if (seq !== null) events.push({ type: 'cue', at: Date.now(), seq })
      await pause(CUE_EVERY_MS)
    }
  })()
  return async () => {
    isOver = true
    await posting
  }
}

/** When the last queue was empty, once everybody is connected too. */
async function drain(crowd: Crowd, healedAt: number, say: (line: string) => void): Promise<number | null> {
  let drainedMs: number | null = null
  while (Date.now() - healedAt < DRAIN_WITHIN_MS) {
    const { pending, offline } = await crowd.count()
    const sinceMs = Date.now() - healedAt
    if (pending > 0) drainedMs = null
    else drainedMs ??= sinceMs
    if (sinceMs > 0 && offline === 0 && drainedMs !== null) {
      say(`queues were empty ${drainedMs} ms after healing, everybody was connected after ${sinceMs} ms`)
      return drainedMs
    }
    await pause(100)
  }
  const { pending, offline } = await crowd.count()
  say(`${pending} intents still wait, ${offline} devices are not connected`)
  return null
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, ms)))
}

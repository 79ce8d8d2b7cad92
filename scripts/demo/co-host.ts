import { toDropCue, type DemoDrop } from './demo-drop.ts'
import { pollStep, type DemoPoll } from './demo-poll.ts'
import {
  cuesBetween,
  isFromRundown,
  isLogged,
  mayDo,
  standingPins,
  type DueCue,
  type LogEvent,
  type Loop,
  type RundownCue,
  type RundownEntry,
} from './rundown.ts'

export interface CoHostOptions {
  /** The hub as this machine reaches it. */
  readonly url: string
  /** The hub as browsers know it: the console's own origin. */
  readonly publicUrl: string
  readonly hostKey: string
  readonly showId: string
  readonly rundown: readonly RundownEntry[]
  readonly poll: DemoPoll
  /** Null where another shop has the goods. */
  readonly drop: DemoDrop | null
  readonly loopMs: number
}

/** Ahead of its moment, so that the cue is in every player before its picture is. */
const AHEAD_MS = 3000
const LOOK_EVERY_MS = 1000
/** The hub takes no cue that is older. */
const REACH_BACK_MS = 25_000
/** As many as a show can have pinned. */
const MAX_PINNED = 3

/** What the hub keeps of what happened long ago, as far as it matters here. */
interface OldMoment {
  readonly pinned: readonly { readonly productId: string; readonly at: number }[]
  readonly note?: { readonly text: string; readonly at: number }
  readonly poll?: {
    readonly pollId: string
    readonly question: string
    readonly at: number
    readonly tally?: unknown
  }
}

class Refusal extends Error {
  readonly status: number

  constructor(path: string, status: number) {
    super(`${path} was answered ${status}`)
    this.status = status
  }
}

/** Runs the show as its rundown says, round after round, through the console's own interface. Returns its stop. */
export function startCoHost(options: CoHostOptions): () => void {
  let cookie: string | null = null
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  /** Moments that were seen to, by programme time and what was to happen. */
  let settled = new Map<string, number>()
  let isDropAsked = options.drop === null
  void turn()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }

  async function turn(): Promise<void> {
    // A hub that is away comes back: what became due meanwhile is still within reach.
    await follow().catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 401) cookie = null
    })
    if (!isStopped) timer = setTimeout(() => void turn(), LOOK_EVERY_MS)
  }

  async function follow(): Promise<void> {
    const nowMs = Date.now()
    cookie ??= await signIn()
    const { startsAt, log } = await readShow()
    const loop: Loop = { startsAt, loopMs: options.loopMs }
    const isOurs = (event: LogEvent) => isFromRundown(options.rundown, loop, event)
    settled = new Map([...settled].filter(([, at]) => at > nowMs - 2 * REACH_BACK_MS))
    const window = { from: nowMs - REACH_BACK_MS, to: nowMs + AHEAD_MS }
    for (const due of cuesBetween(options.rundown, loop, window)) {
      // Taking away is never done ahead: a person may pin the same, or write a note, until the very moment.
      if (takesAway(due.cue) && due.at > nowMs) continue
      const name = `${due.at} ${JSON.stringify(due.cue)}`
      if (isStopped || settled.has(name)) continue
      if (!isLogged(log, due) && mayDo(due, log, isOurs)) {
        if (due.cue.kind === 'productPinned') await makeRoom(due, log, isOurs)
        const posted = await post(due)
        if (posted !== null) log.push(posted)
      }
      settled.set(name, due.at)
    }
    await followPoll({ loop, log, nowMs })
    if (isDropAsked || options.drop === null || isStopped) return
    await ask(toDropCue(options.drop, nowMs))
    isDropAsked = true
  }

  async function followPoll(moment: Parameters<typeof pollStep>[1]): Promise<void> {
    const step = pollStep(options.poll, moment)
    if (step === null || isStopped) return
    if (step.kind === 'closePoll') await ask({ intent: step })
    // Where the hub takes no cue of that age any more, it waits for the next time round.
    else if (moment.nowMs - step.at < REACH_BACK_MS) {
      const { at, ...intent } = step
      await ask({ intent, at })
    }
  }

  /** A fourth pin pushes out the oldest: that must not be a person's. */
  async function makeRoom(due: DueCue, log: LogEvent[], isOurs: (event: LogEvent) => boolean): Promise<void> {
    const pins = [...standingPins(log, due.at, isOurs)]
    const [oldest] = pins
    if (pins.length < MAX_PINNED || oldest === undefined || oldest[1].isOurs) return
    const ours = pins.find(([, pin]) => pin.isOurs)
    if (ours === undefined) return
    const posted = await post({ at: due.at - 1, cue: { kind: 'productUnpinned', productId: ours[0] } })
    if (posted !== null) log.push(posted)
  }

  async function signIn(): Promise<string> {
    const answer = await call('/v1/console/session', { hostKey: options.hostKey })
    const given = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0])
    return given.join('; ')
  }

  async function readShow(): Promise<{ startsAt: number; log: LogEvent[] }> {
    const answer = await call(`/v1/console/shows/${options.showId}`)
    // The hub's own answer, of the version beside us.
    const { info, log } = (await answer.json()) as {
      info: { show: { startsAt: number } }
      log: { snapshot: { base: OldMoment; events: LogEvent[] } }
    }
    // What happened long ago is folded into the base; a pin keeps its moment there.
    const old = log.snapshot.base.pinned.map(({ productId, at }): LogEvent => ({
      at,
      cue: { kind: 'productPinned', productId },
    }))
    const { note, poll } = log.snapshot.base
    if (note !== undefined) old.push({ at: note.at, cue: { kind: 'noteSet', text: note.text } })
    if (poll !== undefined && poll.tally === undefined)
      old.push({ at: poll.at, cue: { kind: 'pollOpened', ...poll } })
    return { startsAt: info.show.startsAt, log: [...old, ...log.snapshot.events] }
  }

  /** Null when the hub will not have it: asking again would not help, and the rest of the show goes on. */
  async function post({ at, cue }: DueCue): Promise<LogEvent | null> {
    return (await ask({ intent: toIntent(cue), at })) ? { at, cue } : null
  }

  async function ask(body: { intent: Record<string, unknown>; at?: number }): Promise<boolean> {
    try {
      await call(`/v1/console/shows/${options.showId}/cues`, body)
      return true
    } catch (error) {
      if (error instanceof Refusal && [400, 404, 409, 422].includes(error.status)) return false
      throw error
    }
  }

  async function call(path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(options.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        origin: options.publicUrl,
        ...(cookie === null ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(5000),
    })
    if (!answer.ok) throw new Refusal(path, answer.status)
    return answer
  }
}

function takesAway(cue: RundownCue): boolean {
  return cue.kind === 'productUnpinned' || (cue.kind === 'noteSet' && cue.text === null)
}

/** What a host asks for, so that the log gets this cue. */
function toIntent(cue: RundownCue): Record<string, unknown> {
  switch (cue.kind) {
    case 'productPinned':
      return { kind: 'pinProduct', productId: cue.productId }
    case 'productUnpinned':
      return { kind: 'unpinProduct', productId: cue.productId }
    case 'priceChanged':
      return {
        kind: 'changePrice',
        productId: cue.productId,
        prices: cue.prices.map(({ variantId, price }) => ({ variantId, price })),
        lastsMs: cue.lastsMs,
      }
    case 'soldOutMarked':
      return {
        kind: 'markSoldOut',
        productId: cue.productId,
        variantIds: cue.variantIds,
        isSoldOut: cue.isSoldOut,
      }
    case 'chapterStarted':
      return { kind: 'startChapter', title: cue.title }
    case 'noteSet':
      return cue.text === null ? { kind: 'clearNote' } : { kind: 'showNote', text: cue.text }
    default:
      return cue satisfies never
  }
}

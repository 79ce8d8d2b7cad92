import {
  adjustedPointsSchema,
  consoleSessionSchema,
  creditReportSchema,
  errorBodySchema,
  postedCueSchema,
  ToteError,
  toToteError,
  trackSummarySchema,
  waitingReportSchema,
  type AdjustedPoints,
  type AdjustPoints,
  type ConsoleSession,
  type CreditReport,
  type CueIntent,
  type Pickup,
  type ShowEvent,
  type ShowId,
  type TrackSummary,
  type WaitingReport,
} from '@tote/protocol'
import { auditPageSchema, type AuditPage } from '@tote/protocol/audit'
import { pickupSchema } from '@tote/protocol/pickup'
import {
  doneTaskSchema,
  storeTasksSchema,
  type DoneTask,
  type StoreTasks,
  type TaskDone,
} from '@tote/protocol/store-tasks'

/** The hub as the console asks it. The session is a cookie that no script can read. */
export interface HubApi {
  /** Null when nobody is signed in. */
  session(): Promise<ConsoleSession | null>
  /** @throws ToteError `unauthorised` for a key the hub does not know, `hub_unreachable`, `rate`. */
  signIn(key: string): Promise<ConsoleSession>
  signOut(): Promise<void>
  /** @param at Programme time it belongs to; now, if left out. */
  postCue(showId: ShowId, intent: CueIntent, at?: number): Promise<ShowEvent>
  /** What was sold and to whom it is credited; `query` as in the address. */
  credit(query: string): Promise<CreditReport>
  /** The order that a shopper's code stands for. @throws ToteError `not_found`, `forbidden` for another store's, `rate`. */
  findPickup(code: string): Promise<Pickup>
  /** Its goods are handed over. @throws ToteError as `findPickup`; `invalid` when all of it was given back. */
  handOver(code: string): Promise<Pickup>
  /** What stores have to send and to make ready: an associate's own, or all. */
  tasks(): Promise<StoreTasks>
  /** It was sent, or is ready. @throws ToteError `not_found` when there is nothing to do any more, `forbidden` for another store's. */
  finishTask(task: TaskDone): Promise<DoneTask>
  /** What was told of a show in the last day. */
  tracking(showId: ShowId): Promise<TrackSummary>
  /** A shopper has more points, or fewer. @throws ToteError `not_found` for a name that never signed in. */
  adjustPoints(message: AdjustPoints): Promise<AdjustedPoints>
  /** What hosts and associates did, the latest first. @param before From here on; null for the latest. */
  audit(before: number | null): Promise<AuditPage>
  /** How many wait for what is sold out. */
  waiting(): Promise<WaitingReport>
}

export function createHubApi(fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis)): HubApi {
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new ToteError('hub_unreachable', 'The hub does not answer. Is it running?', { cause })
    })
    if (response.status === 204) return null
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) return answer
    const failed = errorBodySchema.safeParse(answer)
    throw failed.success
      ? toToteError(failed.data)
      : new ToteError('internal', `The hub answered ${response.status}.`)
  }

  return {
    async session() {
      const answer = await ask('GET', '/v1/console/session')
      return answer === null ? null : consoleSessionSchema.parse(answer)
    },
    async signIn(key) {
      const asked = key.startsWith('ak_') ? { associateKey: key } : { hostKey: key }
      return consoleSessionSchema.parse(await ask('POST', '/v1/console/session', asked))
    },
    async signOut() {
      await ask('DELETE', '/v1/console/session')
    },
    async postCue(showId, intent, at) {
      const body = { intent, ...(at === undefined ? {} : { at }) }
      const answer = await ask('POST', `/v1/console/shows/${encodeURIComponent(showId)}/cues`, body)
      return postedCueSchema.parse(answer).event
    },
    async credit(query) {
      return creditReportSchema.parse(await ask('GET', `/v1/console/credit?${query}`))
    },
    async findPickup(code) {
      return pickupSchema.parse(await ask('POST', '/v1/console/pickups', { code }))
    },
    async handOver(code) {
      return pickupSchema.parse(await ask('POST', '/v1/console/pickups/hand-over', { code }))
    },
    async tasks() {
      return storeTasksSchema.parse(await ask('GET', '/v1/console/tasks'))
    },
    async finishTask(task) {
      return doneTaskSchema.parse(await ask('POST', '/v1/console/tasks/done', task))
    },
    async adjustPoints(message) {
      return adjustedPointsSchema.parse(await ask('POST', '/v1/console/points', message))
    },
    async audit(before) {
      const query = before === null ? '' : `?before=${before}`
      return auditPageSchema.parse(await ask('GET', `/v1/console/audit${query}`))
    },
    async waiting() {
      return waitingReportSchema.parse(await ask('GET', '/v1/console/waiting'))
    },
    async tracking(showId) {
      return trackSummarySchema.parse(
        await ask('GET', `/v1/console/shows/${encodeURIComponent(showId)}/tracking`),
      )
    },
  }
}

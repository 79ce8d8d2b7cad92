import {
  consoleSessionSchema,
  postedCueSchema,
  ToteError,
  type CueIntent,
  type ProductId,
  type ShowId,
} from '@tote/protocol'
import type { Figures } from './figures.ts'
import { askJson } from './post-json.ts'

/** Cues are on their way to slow viewers for this long at most; later sightings are a replay. */
const REMEMBERED = 200

export interface HostDeps {
  /** The first is asked first; when one is away, the next. */
  readonly hubs: readonly string[]
  readonly publicUrl: string
  readonly hostKey: string
  readonly showId: ShowId
  readonly productIds: readonly ProductId[]
  readonly figures: Figures
  /** Filled here: when each cue was sent, by the time it stands at. */
  readonly cuesSentAt: Map<number, number>
  readonly now: () => number
}

/** The one who runs the show: signs in at the console and pins one product after the other. */
export class Host {
  readonly #deps: HostDeps
  readonly #cookie: string
  #posted = 0
  #hub = 0

  private constructor(deps: HostDeps, cookie: string) {
    this.#deps = deps
    this.#cookie = cookie
  }

  /** @throws ToteError `unauthorised` for a host key that is nobody's; `origin` when `publicUrl` is not the hub's own. */
  static async signIn(deps: HostDeps): Promise<Host> {
    const { body, cookies } = await askJson(`${deps.hubs[0] ?? ''}/v1/console/session`, {
      body: { hostKey: deps.hostKey },
      headers: { origin: deps.publicUrl },
    })
    consoleSessionSchema.parse(body)
    const cookie = cookies[0]?.split(';', 1)[0]
    if (cookie === undefined) throw new ToteError('unauthorised', 'The hub gave no console session.')
    return new Host(deps, cookie)
  }

  async post(): Promise<void> {
    const { hubs, publicUrl, showId, productIds, figures, cuesSentAt, now } = this.#deps
    const productId = productIds[Math.floor(this.#posted / 2) % productIds.length]
    if (productId === undefined) return
    const kind = this.#posted % 2 === 0 ? 'pinProduct' : 'unpinProduct'
    this.#posted += 1
    const intent: CueIntent = { kind, productId }
    let at = Date.now()
    // The time is what a cue is known again by.
    while (cuesSentAt.has(at)) at += 1
    cuesSentAt.set(at, now())
    const [oldest] = cuesSentAt.keys()
    if (oldest !== undefined && cuesSentAt.size > REMEMBERED) cuesSentAt.delete(oldest)
    const hub = hubs[this.#hub % hubs.length] ?? ''
    try {
      const { body } = await askJson(`${hub}/v1/console/shows/${showId}/cues`, {
        body: { intent, at },
        headers: { origin: publicUrl, cookie: this.#cookie },
      })
      postedCueSchema.parse(body)
    } catch (error) {
      if (!(error instanceof ToteError)) figures.count('errors')
      else if (error.code === 'hub_unreachable') this.#hub += 1
      else figures.refuse(error.code)
    }
  }
}

import {
  redeemedSchema,
  ToteError,
  type HeardPosition,
  type Offer,
  type Position,
  type ProofAct,
  type PublicJwk,
  type TicketMint,
} from '@tote/protocol'
import { claimedSchema, collectedSchema, type Claim, type Collect, type Follow } from '@tote/protocol/claim'
import { atom } from 'nanostores'
import type { Clock } from '../link/clock.ts'
import type { HubHttp } from '../link/hub-http.ts'
import type { CarryRoom, ClaimState } from './carry.ts'

export interface CarryDeps {
  readonly hub: string
  readonly key: string
  /** Whether this runs in a frame of the hub. */
  readonly isFramed: boolean
  readonly clock: Clock
  readonly http: Pick<HubHttp, 'post'>
  /** A grant that will hold for a while. */
  grant(): Promise<string>
  /** This place's public key, and a proof by it; what it is about is named by its hash. */
  prove(act: ProofAct, secret: string): Promise<{ jwk: PublicJwk; proof: string }>
  /** Null while there is no connection. @throws ToteError */
  mint(message: TicketMint): Promise<string | null>
  position(): Position | null
  /** Asks the shopper whether that journey is to be continued here. */
  offer(offer: Offer | null, position: HeardPosition | undefined): void
  /** The shopper has said yes at the hub: what a ticket's offer is, and nothing to ask where this cart is empty. */
  take(offer: Offer | null, position: HeardPosition | undefined): Promise<void>
}

/** Told on the socket at once; this often where that word was lost, or no socket gets through. */
const POLL_MS = 3000

/** The ways between devices and sites that need more than a link. Loaded when the shopper wants them. */
export function createCarryRoom(deps: CarryDeps): CarryRoom & { hearSettled(): void; stop(): void } {
  const { hub, key, clock, http } = deps
  const $claim = atom<ClaimState>({ status: 'none' })
  let cancelPoll = () => {}
  let cancelEnd = () => {}
  let released: string | undefined
  let collecting: Promise<void> | null = null
  let run = 0

  return {
    $claim,
    ask,
    async release(claim, release) {
      const state = $claim.get()
      if (state.status !== 'waiting' || state.claim !== claim) return
      released = release
      // One that was under way did not bring it.
      await collecting
      await collect()
    },
    cancel() {
      end({ status: 'none' })
    },
    hearSettled: () => void collect(),
    follow: deps.isFramed ? follow : null,
    mintTicket,
    stop: () => end({ status: 'none' }),
  }

  async function ask(): Promise<void> {
    end({ status: 'asking' })
    const mine = run
    try {
      const grant = await deps.grant()
      const proved = await deps.prove('claim', grant)
      const body: Claim = { key, grant, ...proved }
      const { claim, code, match, expiresInMs } = await http.post(claimedSchema, '/v1/claim', body)
      if (mine !== run) return
      cancelEnd = clock.setTimeout(() => end({ status: 'over' }), expiresInMs)
      $claim.set({
        status: 'waiting',
        claim,
        code,
        match,
        window: `${hub}/continue?c=${claim}`,
        elsewhere: `${hub}/continue?code=${code}`,
      })
      pollLater()
    } catch (error) {
      if (mine === run) end({ status: 'failed', error: toFault(error) })
    }
  }

  function pollLater(): void {
    cancelPoll()
    cancelPoll = clock.setTimeout(() => void collect(), POLL_MS)
  }

  function collect(): Promise<void> {
    collecting ??= collectOnce().finally(() => {
      collecting = null
    })
    return collecting
  }

  async function collectOnce(): Promise<void> {
    const state = $claim.get()
    if (state.status !== 'waiting') return
    const mine = run
    const { claim } = state
    try {
      const proved = await deps.prove('collect', claim)
      const release = released === undefined ? {} : { release: released }
      const body: Collect = { key, claim, ...release, ...proved }
      const collected = await http.post(collectedSchema, '/v1/claim/collect', body)
      if (mine !== run) return
      if (collected.state === 'waiting') return pollLater()
      if (collected.state === 'declined') return end({ status: 'declined' })
      await deps.take(collected.offer ?? null, collected.position)
      end({ status: 'approved' })
    } catch (error) {
      if (mine !== run) return
      const fault = toFault(error)
      // The release is on its way from the window; or it went to the page it was meant for, which this is not.
      if (fault.code === 'no_release' || fault.code === 'hub_unreachable') pollLater()
      else end(fault.code === 'claim_dead' ? { status: 'over' } : { status: 'failed', error: fault })
    }
  }

  function end(state: ClaimState): void {
    run += 1
    released = undefined
    cancelPoll()
    cancelEnd()
    $claim.set(state)
  }

  /** Whoever comes by a cookie has pressed nothing yet: it is a question, and never a yes. */
  async function follow(): Promise<boolean> {
    const grant = await deps.grant()
    const body: Follow = { key, grant, ...(await deps.prove('follow', grant)) }
    const { offer, position } = await http.post(redeemedSchema, '/v1/follow', body, {
      credentials: 'same-origin',
    })
    if (offer !== null) deps.offer(offer, position)
    return offer !== null
  }

  async function mintTicket(origin: string): Promise<string | null> {
    try {
      const position = deps.position()
      const message = { aud: origin, isScanned: true, ...(position === null ? {} : { position }) }
      return await deps.mint(message)
    } catch {
      // Nothing is shown then; asked again it may be there.
      return null
    }
  }
}

function toFault(error: unknown): ToteError {
  return error instanceof ToteError ? error : new ToteError('internal', undefined, { cause: error })
}

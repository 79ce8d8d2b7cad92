import type { Granted } from '@tote/protocol'
import type { Clock } from '../link/clock.ts'
import type { CallCredentials } from '../link/https-link.ts'

/** A grant this close to its end is renewed first. */
const RENEW_BEFORE_MS = 60_000

/** The hub takes it for a minute; what it is sent with may take a while to get there. */
const CALL_PROOF_MS = 30_000

/** What the hub has granted this place, renewed in time; and the order of what grants it anew. */
export function createOwnGrant({
  clock,
  exclusive,
  renew,
  proveCall,
}: {
  clock: Clock
  /** One at a time, of all tabs. */
  exclusive<T>(run: () => Promise<T>): Promise<T>
  /** Asks the hub for another, and has it held. */
  renew(): Promise<Granted>
  proveCall(grant: string): Promise<string>
}) {
  let current: { granted: Granted; untilMs: number } | null = null
  let granting: Promise<Granted> | null = null
  let lastMove: Promise<unknown> = Promise.resolve()
  let call: { grant: string; headers: Readonly<Record<string, string>>; untilMs: number } | null = null

  return {
    get held(): Granted | null {
      return current?.granted ?? null
    },
    hold(granted: Granted) {
      current = { granted, untilMs: clock.now() + granted.grantExpiresInMs }
    },
    drop() {
      current = null
      call = null
    },
    fresh,
    /** As `fresh`, within a move. */
    freshInMove: async () => good() ?? renew(),
    grantBy,
    alone,
    async callCredentials(): Promise<CallCredentials> {
      const { grant, cartId } = await fresh()
      if (call === null || call.grant !== grant || clock.now() >= call.untilMs) {
        const headers = { authorization: `Bearer ${grant}`, 'tote-proof': await proveCall(grant) }
        call = { grant, headers, untilMs: clock.now() + CALL_PROOF_MS }
      }
      return { headers: call.headers, cartId }
    },
  }

  async function fresh(): Promise<Granted> {
    return good() ?? granting ?? grantBy(renew)
  }

  function good(): Granted | null {
    return current !== null && clock.now() < current.untilMs - RENEW_BEFORE_MS ? current.granted : null
  }

  /** A move that whoever lacks a grant waits for. */
  function grantBy(move: () => Promise<Granted>): Promise<Granted> {
    const mine = alone(move).finally(() => {
      if (granting === mine) granting = null
    })
    granting = mine
    return mine
  }

  /** One move after another, in whichever tab: each begins where the one before it has led. */
  function alone<T>(move: () => Promise<T>): Promise<T> {
    // Where the browser has no locks the page keeps its own order.
    const mine = lastMove.then(() => exclusive(move))
    lastMove = mine.catch(() => undefined)
    return mine
  }
}

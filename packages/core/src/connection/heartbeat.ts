import type { Clock } from '../link/clock.ts'

export interface HeartbeatDeps {
  readonly clock: Clock
  /** A page nobody sees is asked less often: a phone in a pocket is to sleep. */
  isSeen(): boolean
  /** Asks the hub for a word; `isFull` also what changed. Rejects when none came within the time of an answer. */
  ask(isFull: boolean): Promise<void>
  /** Nothing was heard since then; it may be a slow network yet. */
  onSilent(sinceMs: number): void
  /** Heard again after a silence. */
  onAlive(): void
  onDead(error: unknown): void
}

/** With the wait for its answer it makes less than the three seconds within which a loss has to be seen. */
const QUIET_MS = 1500
const ANSWER_MS = 1000
/** A link that is slow and lives is not called lost at each breath: it has this many times what it last took. */
const PATIENCE = 3
/** A revision that some lost hint told of is asked for at the latest then. */
const FULL_EVERY_MS = 30_000
const UNSEEN_FACTOR = 10

/**
 * Finds out that a link is dead though nobody closed it. It speaks only into silence: where the show talks,
 * nothing is sent.
 */
export function createHeartbeat(deps: HeartbeatDeps) {
  const { clock } = deps
  let turn = 0
  let heardAtMs = 0
  let fullAtMs = 0
  let isSilent = false
  let answerMs = ANSWER_MS
  let everyMs = QUIET_MS
  let cancel = () => {}
  let cancelPatience = () => {}

  function plan(): void {
    cancel()
    const period = deps.isSeen() ? everyMs : everyMs * UNSEEN_FACTOR
    const mine = turn
    // The device's clock may have been set back since, by hours: nothing was heard in the time to come.
    heardAtMs = Math.min(heardAtMs, clock.now())
    cancel = clock.setTimeout(
      () => {
        if (mine !== turn) return
        if (clock.now() - heardAtMs < period) plan()
        else void beat(false)
      },
      Math.max(0, heardAtMs + period - clock.now()),
    )
  }

  async function beat(isWanted: boolean): Promise<void> {
    const mine = turn
    const askedAtMs = clock.now()
    fullAtMs = Math.min(fullAtMs, askedAtMs)
    const isFull = isWanted || everyMs !== QUIET_MS || askedAtMs - fullAtMs >= FULL_EVERY_MS
    if (isFull) fullAtMs = askedAtMs
    cancel()
    cancelPatience()
    cancelPatience = clock.setTimeout(() => {
      if (mine !== turn || heardAtMs >= askedAtMs) return
      isSilent = true
      deps.onSilent(heardAtMs)
    }, answerMs)
    try {
      await deps.ask(isFull)
      if (mine !== turn) return
      answerMs = Math.max(ANSWER_MS, (clock.now() - askedAtMs) * PATIENCE)
      heard()
      plan()
    } catch (error) {
      if (mine === turn) deps.onDead(error)
    } finally {
      if (mine === turn) cancelPatience()
    }
  }

  function heard(): void {
    heardAtMs = clock.now()
    if (!isSilent) return
    isSilent = false
    deps.onAlive()
  }

  return {
    /** `pollMs`: where the hub cannot speak by itself it is asked that often. */
    start(pollMs?: number): void {
      this.stop()
      everyMs = pollMs ?? QUIET_MS
      heardAtMs = clock.now()
      fullAtMs = heardAtMs
      plan()
    },
    heard,
    /** Now, and what changed too: the page was away. */
    check: () => void beat(true),
    stop(): void {
      turn += 1
      isSilent = false
      cancel()
      cancelPatience()
    },
  }
}

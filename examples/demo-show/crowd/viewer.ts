import type { Tote } from '@tote/core'

/** Between two things a viewer says: three of them make a chat that can be read. */
const SPEAKS_EVERY_MS = 26_000
const REACTS_EVERY_MS = 5000
/** People think before they vote. */
const VOTES_AFTER_MS = 4000

/** Watches without a picture: talks, votes in each poll and sends hearts, until it is stopped. */
export function startViewer(
  tote: Tote,
  { messages, seed }: { messages: readonly string[]; seed: number },
): () => void {
  const timers: NodeJS.Timeout[] = []
  const voted = new Set<string>()
  let said = 0
  const every = (ms: number, act: () => void) => timers.push(setInterval(act, ms))
  // The hub's own clock is the playhead.
  every(1000, () =>
    tote.playback.setPosition({ pdt: tote.connection.hubNow(), mode: 'live', isPlaying: true }),
  )
  every(SPEAKS_EVERY_MS + seed * 3100, () => {
    const text = messages[said % messages.length]
    said += 1
    // A word that is not taken is no loss here.
    if (text !== undefined) tote.chat.send(text).catch(() => undefined)
  })
  every(REACTS_EVERY_MS + seed * 1700, () => tote.chat.react(seed === 1 ? 'clap' : 'heart'))
  const stopPoll = tote.show.$poll.subscribe((poll) => {
    if (poll === null || !poll.isOpen || voted.has(poll.id)) return
    voted.add(poll.id)
    const option = (seed + voted.size) % poll.options.length
    timers.push(
      setTimeout(() => void tote.show.vote(option).catch(() => undefined), VOTES_AFTER_MS + seed * 2500),
    )
  })
  // A hub that is away comes back; its faults are for the shopper's pages to show.
  void tote.start()
  return () => {
    for (const timer of timers) clearTimeout(timer)
    stopPoll()
    tote.stop()
  }
}

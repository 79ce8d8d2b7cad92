import type { HistoryEvent } from './history.ts'

/** A node that comes back is greeted by everybody at once: that is still the fault's doing. */
const SETTLE_MS = 2000

/** How long answers took, in milliseconds, when device and hub had nothing to suffer from, and how many they were. */
export function quietAnswers(history: readonly HistoryEvent[]): { count: number; p50: number; p99: number } {
  const faults = history.filter((event) => event.type === 'fault')
  const isQuiet = (fromMs: number, toMs: number) =>
    faults.every(({ at, endsAt }) => toMs < at || fromMs > endsAt + SETTLE_MS)
  const invoked = new Map<string, number>()
  const took: number[] = []
  for (const event of history) {
    if (event.type === 'invoke' && event.isOnline) invoked.set(event.uid, event.at)
    if (event.type !== 'ok' && event.type !== 'fail') continue
    const at = invoked.get(event.uid)
    if (at !== undefined && isQuiet(at, event.at)) took.push(event.at - at)
  }
  took.sort((one, other) => one - other)
  const percentile = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { count: took.length, p50: percentile(0.5), p99: percentile(0.99) }
}

import type { WaitingReport } from '@tote/protocol'

/** `3 wait`, `3 wait, 1 called`, or nothing where nobody does, over all of these variants. */
export function waitingText(lines: WaitingReport['lines'], variantIds: readonly string[]): string {
  const own = lines.filter(({ variantId }) => variantIds.includes(variantId))
  const waiting = own.reduce((sum, line) => sum + line.waiting, 0)
  const called = own.reduce((sum, line) => sum + line.called, 0)
  if (waiting + called === 0) return ''
  return called === 0 ? `${waiting} wait` : `${waiting} wait, ${called} called`
}

import type { FiguresNow } from './figures.ts'
import type { CartCheck } from './shopper.ts'

const columns = [
  'seconds',
  'sockets',
  'adds/s',
  'answer ms',
  'other device ms',
  'cue ms',
  'back',
  'refused',
  'errors',
]
const widths = columns.map((title) => Math.max(title.length, 14))

/** The head of the table that lives; delays stand as p50/p95/p99 since all are there. */
export const liveHead = toLine(columns)

/** One line of it. `before` is what the line above was made of. */
export function toLiveLine(figures: FiguresNow, before: FiguresNow | null): string {
  const since = before === null || before.seconds > figures.seconds ? null : before
  const seconds = figures.seconds - (since?.seconds ?? 0)
  const { answer, otherDevice, cue } = figures.ms
  const refused = Object.entries(figures.refused).map(([code, count]) => `${code}:${count}`)
  return toLine([
    figures.seconds.toFixed(0),
    String(figures.sockets),
    ((figures.answered - (since?.answered ?? 0)) / seconds).toFixed(1),
    ...[answer, otherDevice, cue].map(({ p50, p95, p99 }) =>
      [p50, p95, p99].map((ms) => ms.toFixed(0)).join('/'),
    ),
    String(figures.reconnects),
    refused.join(' ') || '0',
    String(figures.errors),
  ])
}

/** What is said at the end. */
export function toSummary(figures: FiguresNow, check: CartCheck): string {
  const { answer, otherDevice, cue, back, stalledUntilClosed } = figures.ms
  const delays = ({ p50, p95, p99, longest, count }: typeof answer) =>
    count === 0
      ? 'none'
      : `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)}, longest ${longest.toFixed(0)} ms`
  const refused = Object.entries(figures.refused).map(([code, count]) => `${code} ${count}`)
  const lines: [string, string][] = [
    ['operations answered', `${figures.answered} (${(figures.answered / figures.seconds).toFixed(1)}/s)`],
    ['answer', delays(answer)],
    ['other device', delays(otherDevice)],
    ['cue to viewer', delays(cue)],
    ['reconnects', `${figures.reconnects}; back: ${delays(back)}`],
    ['stalled and closed', `${figures.stalledClosed}; until closed: ${delays(stalledUntilClosed)}`],
    ['numbers missed, repaired', String(figures.gaps)],
    ['refused', refused.join(', ') || 'none'],
    ['held back', String(figures.heldBack)],
    ['errors', String(figures.errors)],
    ['carts', `${check.lost} lost, ${check.doubled} doubled, ${check.unknown} without an answer`],
  ]
  return `${lines.map(([name, value]) => `${name.padEnd(26)}${value}`).join('\n')}\n`
}

function toLine(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  ')
}

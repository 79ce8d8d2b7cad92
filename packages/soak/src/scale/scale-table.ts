import { measured, plan, tickBytes } from './measured.ts'
import { needsOf, type Measured } from './scale-model.ts'

const VIEWERS = [10_000, 100_000, 1_000_000]
/** A quiet show, and the minute after a price drop. */
const BUYERS_PER_MINUTE = [0.01, 0.05]

/** The inputs, as a table in Markdown. */
export function inputTable(): string {
  return table(
    ['input', 'value', 'unit', 'how'],
    Object.entries(measured).map(([name, { value, unit, how }]) => [name, format(value), unit, how]),
  )
}

/** What crowds need, as a table in Markdown. */
export function scaleTable(): string {
  const figures: Measured = {
    tickCpuUs: measured.tickCpuUs.value,
    mutationCpuUs: measured.mutationCpuUs.value,
    hubKb: measured.hubKb.value,
    socketKb: measured.socketKb.value,
    databaseCpuUs: measured.databaseCpuUs.value,
    redisWritesPerSecond: measured.redisWritesPerSecond.value,
    redisReadsPerSecond: measured.redisReadsPerSecond.value,
  }
  const rows = VIEWERS.flatMap((viewers) =>
    BUYERS_PER_MINUTE.map((buyersPerMinute) => {
      const needs = needsOf({ viewers, buyersPerMinute, tickBytes }, figures, plan)
      return [
        format(viewers),
        `${buyersPerMinute * 100} %`,
        format(needs.nodes),
        format(needs.socketsPerNode),
        `${Math.round(needs.hubBusy * 100)} %`,
        `${format(Math.round(needs.memoryMbPerNode))} MB`,
        format(Math.round(needs.mutationsPerSecond)),
        needs.databaseCores.toFixed(1),
        `${Math.round(needs.redisBusy * 100)} %`,
        `${needs.egressGbitPerSecond.toFixed(1)} Gbit/s`,
      ]
    }),
  )
  return table(
    [
      'viewers',
      'buying a minute',
      'hubs',
      'sockets each',
      'of a core each',
      'memory each',
      'operations/s',
      'PostgreSQL cores',
      'of one Redis',
      'egress',
    ],
    rows,
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function format(number: number): string {
  return number.toLocaleString('en-US')
}

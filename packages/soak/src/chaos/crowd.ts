import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { reportSchema, type Order, type Report } from './orders.ts'

const program = fileURLToPath(new URL('shopper-process.ts', import.meta.url))

export interface CrowdOptions {
  /** Takes what ends them. */
  readonly stops: (() => Promise<unknown>)[]
  readonly processes: number
  readonly shoppers: number
  readonly folder: string
  readonly arrival: Omit<Extract<Order, { type: 'arrive' }>, 'type' | 'shoppers' | 'seed' | 'historyPath'>
  readonly seed: number
}

/** Shoppers in processes of their own. */
export class Crowd {
  readonly historyPaths: string[] = []
  readonly #children: ChildProcess[] = []

  /** Resolves when all of them have arrived. */
  static async gather({ stops, processes, shoppers, folder, arrival, seed }: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd()
    stops.push(() => crowd.#end())
    const names = Array.from({ length: shoppers }, (_, index) => `shopper-${index + 1}`)
    await Promise.all(
      Array.from({ length: processes }, (_, index) => {
        const child = fork(program, [], { execArgv: ['--conditions=tote-source'] })
        crowd.#children.push(child)
        const historyPath = join(folder, `history-${index}.jsonl`)
        crowd.historyPaths.push(historyPath)
        const own = names.filter((_, at) => at % processes === index)
        return ask(
          child,
          { type: 'arrive', ...arrival, shoppers: own, seed: seed + index + 1, historyPath },
          'arrived',
        )
      }),
    )
    return crowd
  }

  tell(order: Extract<Order, { type: 'act' | 'rest' | 'online' }>): void {
    for (const child of this.#children) if (child.connected) child.send(order)
  }

  async count(): Promise<{ pending: number; offline: number }> {
    const reports = await Promise.all(this.#children.map((child) => ask(child, { type: 'count' }, 'counted')))
    return reports.reduce(
      (sum, { pending, offline }) => ({ pending: sum.pending + pending, offline: sum.offline + offline }),
      { pending: 0, offline: 0 },
    )
  }

  async finish(): Promise<void> {
    await Promise.all(this.#children.map((child) => ask(child, { type: 'finish' }, 'finished')))
  }

  #end(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL')
    return Promise.resolve()
  }
}

function ask<Type extends Report['type']>(
  child: ChildProcess,
  order: Order,
  wanted: Type,
): Promise<Extract<Report, { type: Type }>> {
  return new Promise((done, fail) => {
    const onMessage = (raw: unknown) => {
      const report = reportSchema.parse(raw)
      if (!isOf(report, wanted)) return
      child.off('message', onMessage)
      child.off('exit', onExit)
      done(report)
    }
    const onExit = (code: number | null) => fail(new Error(`a process of shoppers ended with ${code}`))
    if (child.exitCode !== null || child.signalCode !== null) {
      onExit(child.exitCode)
      return
    }
    child.on('message', onMessage)
    child.once('exit', onExit)
    child.send(order)
  })
}

function isOf<Type extends Report['type']>(
  report: Report,
  type: Type,
): report is Extract<Report, { type: Type }> {
  return report.type === type
}

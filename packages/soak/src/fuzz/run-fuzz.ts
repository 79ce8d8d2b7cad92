import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isErrorCode } from '@tote/protocol'
import { createRandom } from '@tote/testkit/random'
import { Attacker } from './attacker.ts'
import { startFuzzHub } from './fuzz-hub.ts'
import { Victim } from './victim.ts'

export interface FuzzResult {
  readonly frames: number
  readonly answers: number
  /** How often each code came back. */
  readonly refusals: ReadonlyMap<string, number>
  readonly connections: number
  /** Heap after a collection, when a tenth of the frames was sent and at the end. */
  readonly heapMb: readonly [early: number, late: number]
  readonly seconds: number
  /** What must not be; empty when all held. */
  readonly violations: readonly string[]
}

/** Half of them of each tenant. */
const ATTACKERS = 6
/** Above this the heap does not only breathe. */
const HEAP_GROWTH_MB = 48

/** Sends so many frames at a real hub and tells what came of it. */
export async function runFuzz({ frames, seed }: { frames: number; seed: number }): Promise<FuzzResult> {
  const startedAt = Date.now()
  const violations = new Set<string>()
  const crashed = (error: unknown) =>
    violations.add(`not caught: ${error instanceof Error ? error.stack : String(error)}`)
  process.on('uncaughtException', crashed)
  process.on('unhandledRejection', crashed)
  const { hub, tenants, failures, close } = await startFuzzHub()
  const say = (violation: string) => violations.add(violation)
  const site = { url: hub.url, publicUrl: hub.publicUrl }
  const victims = await Promise.all(tenants.map((tenant) => Victim.of(tenant, { ...site, say })))
  const forbidden = (own: string) => [
    ...victims.map(({ canary }) => canary),
    ...tenants.filter(({ id }) => id !== own).map(({ canary }) => canary),
  ]
  const attackers = await Promise.all(
    Array.from({ length: ATTACKERS }, async (_, index) => {
      const tenant = tenants[index % 2 === 0 ? 0 : 1]
      const random = createRandom(seed + index)
      return Attacker.of({ ...site, tenant, random, say, forbidden: forbidden(tenant.id), victims })
    }),
  )
  let early = 0
  try {
    const share = Math.ceil(frames / ATTACKERS)
    await Promise.all(attackers.map((attacker) => attacker.attack(Math.ceil(share / 10))))
    early = collectedHeapMb()
    await Promise.all(attackers.map((attacker) => attacker.attack(share - Math.ceil(share / 10))))
    for (const victim of victims) await victim.checkUntouched()
  } catch (error) {
    crashed(error)
  }
  const late = collectedHeapMb()
  if (late - early > HEAP_GROWTH_MB) say(`the heap grew from ${early} to ${late} MB`)
  for (const attacker of attackers) attacker.stop()
  for (const victim of victims) victim.stop()
  await close()
  process.off('uncaughtException', crashed)
  process.off('unhandledRejection', crashed)
  for (const failure of failures) say(`the hub failed: ${failure}`)
  const refusals = new Map<string, number>()
  for (const attacker of attackers)
    for (const [code, count] of attacker.refusals) {
      if (!isErrorCode(code)) say(`${code} is no code of ours`)
      refusals.set(code, (refusals.get(code) ?? 0) + count)
    }
  const sum = (of: (attacker: Attacker) => number) => attackers.reduce((total, one) => total + of(one), 0)
  return {
    frames: sum(({ frames: sent }) => sent),
    answers: sum(({ answers }) => answers),
    refusals,
    connections: sum(({ connections }) => connections),
    heapMb: [early, late],
    seconds: (Date.now() - startedAt) / 1000,
    violations: [...violations],
  }
}

function collectedHeapMb(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') Reflect.apply(collect, undefined, [])
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20)
}

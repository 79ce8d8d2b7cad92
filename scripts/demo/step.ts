/** Says that a step of the demo is done, and how long it took. */
export async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const startedAtMs = performance.now()
  const isTerminal = process.stdout.isTTY
  if (isTerminal) process.stdout.write(`  … ${name}`)
  const clear = isTerminal ? '\r\x1b[K' : ''
  try {
    const result = await work()
    const seconds = `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`
    process.stdout.write(`${clear}  ✓ ${name.padEnd(30)}${seconds.padStart(10)}\n`)
    return result
  } catch (error) {
    process.stdout.write(`${clear}  ✗ ${name}\n`)
    throw error
  }
}

/** What stops the demo and is no bug of ours: shown in these words alone. */
export class DemoError extends Error {
  override readonly name = 'DemoError'
}

/**
 * Runs something again and again, one run after the other. A run that fails is told, and does not end it.
 * @returns The stop: resolves when nothing is under way any more.
 */
export function startLoop(
  run: () => Promise<unknown>,
  { everyMs, onError }: { everyMs: number; onError: (error: unknown) => void },
): () => Promise<void> {
  let isStopped = false
  let running: Promise<void> = Promise.resolve()
  let timer = setTimeout(turn, everyMs)
  return () => {
    isStopped = true
    clearTimeout(timer)
    return running
  }

  function turn(): void {
    running = run()
      .then(() => undefined, onError)
      .then(() => {
        if (!isStopped) timer = setTimeout(turn, everyMs)
      })
  }
}

export type InTurn = <Result>(
  name: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
) => Promise<Result>

/**
 * Runs what is asked under one name one after the other, in the order it was asked: a shop is spared twenty changes of one
 * cart at once. Who waits and does not want to any more leaves at once, with the signal's reason. Between processes nothing is
 * promised; there the shop's own lock decides.
 */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (name, signal, work) => {
    const before = last.get(name) ?? Promise.resolve()
    const own = untilAborted(before, signal).then(work)
    // How it went is for who asked; the next one only waits for its end.
    const ended = Promise.allSettled([before, own])
    last.set(name, ended)
    void ended.then(() => {
      if (last.get(name) === ended) last.delete(name)
    })
    return own
  }
}

function untilAborted(before: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave, { once: true })
    void before.then(() => {
      signal.removeEventListener('abort', leave)
      resolve()
    })
  })
}

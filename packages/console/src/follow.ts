/** Whoever waits does so for minutes; a person at a screen takes this for at once. */
const ASK_EVERY_MS = 4000

export interface Follower<Told> {
  onTold(told: Told): void
  /** Nobody answers, or with a refusal; it is asked again. What was told last stands. */
  onFailed?(error: unknown): void
}

/** Asks a thing now and anew all along. Returns the stop. */
export function follow<Told>(ask: () => Promise<Told>, { onTold, onFailed }: Follower<Told>): () => void {
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const once = () => {
    ask()
      .then((told) => {
        if (!isStopped) onTold(told)
      })
      .catch((error: unknown) => {
        if (!isStopped) onFailed?.(error)
      })
      .finally(() => {
        if (!isStopped) timer = setTimeout(once, ASK_EVERY_MS)
      })
  }
  once()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}

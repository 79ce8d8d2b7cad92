import type { WaitingReport } from '@tote/protocol'
import type { HubApi } from '../hub-api.ts'

/** A host looks at it now and then; who waits does so for minutes. */
const ASK_EVERY_MS = 4000

/** Tells how many wait for each variant, and tells it anew. Returns the stop. */
export function followWaiting(
  api: Pick<HubApi, 'waiting'>,
  onTold: (report: WaitingReport) => void,
): () => void {
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = () => {
    api
      .waiting()
      .then((report) => {
        if (!isStopped) onTold(report)
      })
      // What was told last stands: the studio says by itself that the hub is away.
      .catch(() => undefined)
      .finally(() => {
        if (!isStopped) timer = setTimeout(ask, ASK_EVERY_MS)
      })
  }
  ask()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}

/**
 * A call that loads a file and hands it on, once at a time. What could not be had is asked for again by the next call;
 * nothing waits for it.
 */
export function createLoader<Loaded>(
  load: () => Promise<Loaded>,
  hand: (loaded: Loaded) => void,
): () => void {
  let loading: Promise<void> | undefined
  return () => {
    loading ??= load().then(hand, () => {
      loading = undefined
    })
  }
}

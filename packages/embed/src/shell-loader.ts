export interface ShellLoader {
  /** Resolves when the elements are defined. Loads once; a failure is forgotten, so that the next call tries again. */
  load(): Promise<void>
}

/** `importShell` gets the number of the try, from 0. */
export function createShellLoader(importShell: (attempt: number) => Promise<unknown>): ShellLoader {
  let loading: Promise<void> | undefined
  let attempt = 0
  return {
    load() {
      loading ??= importShell(attempt)
        .then(() => undefined)
        .catch((error: unknown) => {
          loading = undefined
          attempt += 1
          throw error
        })
      return loading
    },
  }
}

interface Yielding {
  readonly scheduler?: { yield?(): Promise<void> }
}

/** Lets the page do what it has waiting: what comes after is a task of its own. */
export function yieldToPage(): Promise<void> {
  const { scheduler } = globalThis as Yielding
  return scheduler?.yield?.() ?? new Promise((done) => setTimeout(done))
}

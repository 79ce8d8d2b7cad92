/** The part of `localStorage` that is used here. */
export interface TextStore {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The page's own; null in Node and in workers, and where the browser forbids it. */
export function pageTextStore(): TextStore | null {
  try {
    // A browser that forbids it throws at the name itself.
    const store: unknown = Reflect.get(globalThis, 'document') && Reflect.get(globalThis, 'localStorage')
    return (store as TextStore | null | undefined) ?? null
  } catch {
    return null
  }
}

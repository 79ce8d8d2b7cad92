/** What a page said or did that a test may ask about. */
export interface PageMessage {
  /** `uncaught` is an error that nobody caught, `request` one that failed. */
  readonly kind: 'log' | 'warn' | 'error' | 'uncaught' | 'request'
  readonly text: string
}

/** Keys by their names in `KeyboardEvent.key`. */
export type PageKey =
  | 'Enter'
  | 'Escape'
  | 'Tab'
  | 'Backspace'
  | 'Delete'
  | 'Home'
  | 'End'
  | 'ArrowUp'
  | 'ArrowDown'
  | 'ArrowLeft'
  | 'ArrowRight'

/** A frame of the page, also of another site, which the page itself cannot look into. */
export interface FramePlace {
  /** As `run` of the page. */
  run(source: string, args: readonly unknown[]): Promise<unknown>
  /** Its upper left corner, in CSS pixels of the window. */
  corner(): Promise<{ readonly x: number; readonly y: number }>
}

/** What an engine's own driver has to do for us; `EnginePage` makes the rest of it, the same for all three. */
export interface PagePort {
  open(url: string): Promise<void>
  reload(): Promise<void>
  /** A step back in the tab's history. Resolves when it was asked for: a page from the cache fires no `load`. */
  back(): Promise<void>
  url(): Promise<string>
  /** Runs the source of a function in the page; what it returns or resolves to comes back as JSON does. */
  run(source: string, args: readonly unknown[]): Promise<unknown>
  /** Real pointer events, in CSS pixels of the window. */
  moveTo(x: number, y: number): Promise<void>
  clickAt(x: number, y: number): Promise<void>
  typeText(text: string): Promise<void>
  press(key: PageKey, withShift: boolean): Promise<void>
  /** A PNG of the window. */
  screenshot(): Promise<Uint8Array>
  setViewport(width: number, height: number): Promise<void>
  /** Says yes to what the browser itself asks, where it has a window to ask in. */
  sayYes(): Promise<void>
  /** What the frame with a page of this origin runs, and where it stands in the window; null while there is none. */
  frame(origin: string): Promise<FramePlace | null>
  /** The window that the page opens when this is done. */
  popup(open: () => Promise<unknown>): Promise<PagePort>
  messages(): readonly PageMessage[]
  /** Addresses that the page asked for, in order, since it was opened as a tab. */
  requests(): readonly string[]
  forget(): void
  close(): Promise<void>
}

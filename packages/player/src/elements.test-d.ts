import type { ToteElements } from './elements.ts'

type Tag = keyof ToteElements
type EventsOf<T extends Tag> = ToteElements[T]['events']

/** Events that a listener on an element, a document or a window would not know the class of. */
type Untyped = {
  [T in Tag]: {
    [Name in keyof EventsOf<T> & string]: Name extends keyof HTMLElementEventMap
      ? HTMLElementEventMap[Name] extends EventsOf<T>[Name]
        ? never
        : Name
      : Name
  }[keyof EventsOf<T> & string]
}[Tag]

/** Tags whose class `document.querySelector` would not know. */
type Unknown = { [T in Tag]: T extends keyof HTMLElementTagNameMap ? never : T }[Tag]

type Nothing<Left extends never> = Left

// The compiler is the test: a name that is left over does not fit `never`.
export type EveryEventIsInTheGlobalMap = Nothing<Untyped>
export type EveryTagIsInTheGlobalMap = Nothing<Unknown>

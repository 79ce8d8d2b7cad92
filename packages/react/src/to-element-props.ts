import type { ComponentOptions } from './create-component.ts'

export interface ElementProps {
  /** As React takes them for the tag. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** Objects and functions, which markup cannot hold. */
  readonly properties: Readonly<Record<string, unknown>>
  /** Handlers of the element's own events, by the events' names. */
  readonly listeners: Readonly<Record<string, unknown>>
}

const HANDLER = /^on[A-Z]/
/** Names that React itself turns into attributes, or keeps from them. */
const OF_REACT = new Set([
  'className',
  'children',
  'dangerouslySetInnerHTML',
  'suppressHydrationWarning',
  'tabIndex',
])

/** A component's props as those of its tag: `publishableKey` is `publishable-key`, `onToteReady` listens to `tote-ready`. */
export function toElementProps(
  given: object,
  { properties: names, mediaEvents = [] }: Pick<ComponentOptions, 'properties' | 'mediaEvents'>,
): ElementProps {
  const attributes: Record<string, unknown> = {}
  const properties: Record<string, unknown> = {}
  const listeners: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const event = HANDLER.test(name) ? toOwnEvent(name, mediaEvents) : null
    if (names.includes(name)) properties[name] = value
    else if (event !== null) listeners[event] = value
    else if (name !== 'children') attributes[toTagProp(name)] = value
  }
  return { attributes, properties, listeners }
}

/** Null for the events of every element, which are React's. */
function toOwnEvent(name: string, mediaEvents: readonly string[]): string | null {
  if (name.startsWith('onTote')) return toKebab(name.slice(2)).slice(1)
  const event = name.slice(2).toLowerCase()
  return mediaEvents.includes(event) ? event : null
}

function toTagProp(name: string): string {
  return OF_REACT.has(name) || HANDLER.test(name) ? name : toKebab(name)
}

function toKebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

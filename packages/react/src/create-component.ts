import {
  createElement,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react'
import { loadElement } from './load-element.ts'
import { toElementProps } from './to-element-props.ts'
import type { ToteProps, ToteTag } from './tote-props.ts'

export interface ComponentOptions {
  /** Defines the element. Called in the browser, once the component is there. */
  load(): Promise<unknown>
  /** What can only be given as a property. */
  readonly properties: readonly string[]
  /** Events of a video that the element fires as its own; React would wait for them on a `video` alone. */
  readonly mediaEvents?: readonly string[]
  /** What stands inside the element, until it is defined and in its slots; else the children as they are. */
  renderInside?(given: Readonly<Record<string, unknown>>): ReactNode
}

export interface ToteComponent<Tag extends ToteTag> {
  (props: ToteProps<Tag>): ReactElement
  displayName?: string
}

/**
 * A React component that is one of our elements. On a server it is the tag with its attributes, and the browser's first
 * render is the same; the element itself is fetched and defined after that. Importing it does nothing.
 */
export function createComponent<Tag extends ToteTag>(
  tag: Tag,
  options: ComponentOptions,
): ToteComponent<Tag> {
  const component: ToteComponent<Tag> = ({ ref, ...given }) => {
    const element = useRef<HTMLElement>(null)
    const applied = useRef<Readonly<Record<string, unknown>>>({})
    const { attributes, properties, listeners } = toElementProps(given, options)
    useLayoutEffect(() => {
      if (element.current === null) return
      for (const name of options.properties)
        if (applied.current[name] !== properties[name]) Reflect.set(element.current, name, properties[name])
      applied.current = properties
    })
    // React hears an element's own events by itself, but not on what it takes over from a server.
    useLayoutEffect(() => {
      const gone = new AbortController()
      for (const [event, listener] of Object.entries(listeners))
        if (isListener(listener)) element.current?.addEventListener(event, listener, { signal: gone.signal })
      return () => gone.abort()
    })
    useEffect(() => {
      if (element.current !== null) void loadElement(element.current, options.load)
    }, [])
    const attach = useCallback(
      (made: HTMLElement | null) => {
        element.current = made
        return assign(ref, made)
      },
      [ref],
    )
    // Any element of React's takes children; the compiler cannot see it through a tag it does not know.
    const { children } = given as { readonly children?: ReactNode }
    const inside = options.renderInside?.(given) ?? children
    return createElement(tag, { ...attributes, ref: attach }, inside)
  }
  component.displayName = tag
  return component
}

function isListener(given: unknown): given is (event: Event) => void {
  return typeof given === 'function'
}

function assign(ref: Ref<HTMLElement> | undefined, element: HTMLElement | null): (() => void) | undefined {
  if (typeof ref === 'function') return ref(element) ?? undefined
  if (ref != null) ref.current = element
  return undefined
}

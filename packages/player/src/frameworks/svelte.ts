import type { HTMLAttributes } from 'svelte/elements'
import type { ToteElements } from '../elements.ts'

/** An element as Svelte's markup is checked: attributes and properties, and `ontote-cart-change` with its own event. */
type SvelteElement<Element extends ToteElements[keyof ToteElements]> = Element['attributes'] &
  Element['properties'] & {
    [Name in keyof Element['events'] & string as `on${Name}`]?:
      ((event: Element['events'][Name]) => void) | undefined
  } & Omit<HTMLAttributes<Element['element']>, `on${keyof Element['events'] & string}`>

type SvelteTags = { [Tag in keyof ToteElements]: SvelteElement<ToteElements[Tag]> }

/** `import '@tote/player/svelte'` gives markup the types of the elements; it does nothing else. */
declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteTags {}
}

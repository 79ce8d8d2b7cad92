import type { AllowedComponentProps, HTMLAttributes, VNodeProps } from 'vue'
import type { ToteElements } from '../elements.ts'

/** An element as Vue's templates are checked: attributes and properties, and `@tote-cart-change` with its own event. */
type VueElement<Element extends ToteElements[keyof ToteElements]> = new () => {
  $props: Attributes<Element['attributes']> &
    Element['properties'] &
    Listeners<Element['events']> &
    HTMLAttributes &
    VNodeProps &
    AllowedComponentProps
}

/** By the names of Vue's checker, which takes `publishable-key` for `publishableKey`. Vue keeps `key` for itself. */
type Attributes<Given> = {
  [Name in keyof Given & string as Name extends 'key' ? never : Camel<Name>]?: Given[Name] | undefined
}

type Listeners<Events> = {
  [Name in keyof Events & string as `on${Capitalize<Camel<Name>>}`]?:
    ((event: Events[Name]) => void) | undefined
}

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name

type VueElements = { [Tag in keyof ToteElements]: VueElement<ToteElements[Tag]> }

/** `import '@tote/player/vue'` gives templates the types of the elements; it does nothing else. */
declare module 'vue' {
  interface GlobalComponents extends VueElements {}
}

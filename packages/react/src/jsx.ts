import type { ToteElements } from '@tote/player'
import type { DetailedHTMLProps, HTMLAttributes } from 'react'

type Listeners<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined
}

type TagProps<Element extends ToteElements[keyof ToteElements]> = Omit<Element['attributes'], 'key'> &
  Element['properties'] &
  Listeners<Element['events']> &
  DetailedHTMLProps<HTMLAttributes<Element['element']>, Element['element']>

type ToteTags = { [Tag in keyof ToteElements]: TagProps<ToteElements[Tag]> }

/** `import '@tote/react/jsx'` gives the bare tags their types: attributes by their own names, events as `ontote-cart-change`. */
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ToteTags {}
  }
}

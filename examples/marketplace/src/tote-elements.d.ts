import type { ToteCart, TotePlayer } from '@tote/player'
import type { DetailedHTMLProps, HTMLAttributes } from 'react'

/** An element of ours in JSX: what any element takes, and its own attributes. */
type ElementProps<Element extends HTMLElement, Own> = DetailedHTMLProps<HTMLAttributes<Element>, Element> &
  Own

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'tote-player': ElementProps<TotePlayer, { hub?: string; show?: string; poster?: string }>
      'tote-cart': ElementProps<ToteCart, { badge?: boolean; for?: string }>
    }
  }
}

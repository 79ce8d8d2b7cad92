import { posterUrl } from '@tote/protocol'
import { Children, createElement, Fragment, isValidElement, type ReactNode } from 'react'

interface PlayerProps {
  readonly hub?: unknown
  readonly publishableKey?: unknown
  readonly show?: unknown
  readonly poster?: unknown
  readonly children?: ReactNode
}

/**
 * The show's picture in the player's own slot, from the server on: there before any script, and kept by the player when it
 * takes over. A poster among the children stands alone; the other children show while there is no player.
 */
export function renderPoster({ hub, publishableKey: key, show, poster, children }: PlayerProps): ReactNode {
  if (Children.toArray(children).some(isPoster)) return children
  const src = typeof poster === 'string' ? poster : posterUrl({ hub, key, show })
  if (src === null) return children
  return createElement(
    Fragment,
    null,
    createElement('img', { slot: 'poster', src, alt: '', decoding: 'async' }),
    children,
  )
}

function isPoster(child: ReactNode): boolean {
  return isValidElement<{ slot?: string }>(child) && child.props.slot === 'poster'
}

import type { TotePlayer } from '@tote/player'
import { useLayoutEffect, useRef } from 'react'

interface ShowProps {
  readonly hub: string
  readonly publishableKey: string
  readonly show: string
}

/** `<tote-player>` as a React component. React keeps `key` for itself, so the element's is set as a property. */
export function Show({ hub, publishableKey, show }: ShowProps) {
  const player = useRef<TotePlayer>(null)
  useLayoutEffect(() => {
    if (player.current !== null) player.current.key = publishableKey
  }, [publishableKey])
  return <tote-player ref={player} hub={hub} show={show} />
}

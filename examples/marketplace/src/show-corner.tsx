import { ToteLauncher } from '@tote/react'
import { useEffect, useState } from 'react'
import type { Settings } from './settings.ts'

/** A way back to the show for who has scrolled past it: while the stage is in view there is nothing to lead to. */
export function ShowCorner({ settings }: { settings: Settings }) {
  const isAway = useIsAway('live')
  if (!isAway) return null
  return (
    <ToteLauncher
      hub={settings.hub}
      publishableKey={settings.publishableKey}
      show={settings.liveShow}
      corner="bottom-start"
    />
  )
}

function useIsAway(id: string): boolean {
  const [isAway, setAway] = useState(false)
  useEffect(() => {
    const stage = document.getElementById(id)
    if (stage === null) return undefined
    const watch = new IntersectionObserver(([entry]) => setAway(entry?.isIntersecting === false))
    watch.observe(stage)
    return () => watch.disconnect()
  }, [id])
  return isAway
}

import type { MediaEngine } from './media-engine.ts'

/** Of Safari alone; the type libraries do not know it. */
export type AirPlayVideo = HTMLVideoElement & {
  readonly webkitCurrentPlaybackTargetIsWireless?: boolean
  webkitShowPlaybackTargetPicker?: () => void
}

export interface AirPlayState {
  /** There is a device to send the picture to. */
  readonly isAvailable: boolean
  /** It is there. */
  readonly isActive: boolean
}

const HLS_TYPE = 'application/x-mpegURL'

/**
 * Lets a picture go to an AirPlay device. What a script feeds it cannot go there: Safari sends the device to an HLS address of
 * its own, a `<source>` beside the fed one, and meanwhile nothing is loaded here. Returns the stop.
 *
 * @see https://webkit.org/blog/15036/how-to-use-media-source-extensions-with-airplay/
 */
export function offerAirPlay(
  { video, engine, src }: { video: AirPlayVideo; engine: MediaEngine; src: string },
  onChange: (state: AirPlayState) => void,
): () => void {
  const view = video.ownerDocument.defaultView
  const isFed = engine.holdLoading !== undefined
  if (view === null || !('WebKitPlaybackTargetAvailabilityEvent' in view)) return () => undefined
  // An older Safari takes no second source beside a fed one.
  if (isFed && !('ManagedMediaSource' in view)) return () => undefined

  let isAvailable = false
  let source: HTMLSourceElement | null = null
  const isActive = () => video.webkitCurrentPlaybackTargetIsWireless === true
  const tell = () => onChange({ isAvailable, isActive: isActive() })
  const onAvailability = (event: Event) => {
    isAvailable = 'availability' in event && event.availability === 'available'
    tell()
  }
  const onTarget = () => {
    engine.holdLoading?.(isActive())
    tell()
  }
  // Only once the fed source is open: before that it would be passed over for this one, and needs AirPlay off.
  const addSource = () => {
    if (!isFed || source?.isConnected === true) return
    source = video.ownerDocument.createElement('source')
    source.type = HLS_TYPE
    source.src = src
    video.append(source)
    video.disableRemotePlayback = false
  }
  const removeSource = () => {
    if (isActive()) return
    source?.remove()
    source = null
  }
  const listeners: readonly (readonly [string, (event: Event) => void])[] = [
    ['webkitplaybacktargetavailabilitychanged', onAvailability],
    ['webkitcurrentplaybacktargetiswirelesschanged', onTarget],
    ['loadedmetadata', addSource],
    ['emptied', removeSource],
  ]
  for (const [event, listener] of listeners) video.addEventListener(event, listener)
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) addSource()
  return () => {
    for (const [event, listener] of listeners) video.removeEventListener(event, listener)
    source?.remove()
  }
}

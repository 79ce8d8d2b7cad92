const CHANNEL = 'tote-audible'

/** Since when a player is heard, in milliseconds, and its lot. */
type Turn = readonly [since: number, lot: number]

/**
 * Lets one player be heard: who starts with sound makes the others of the site stop, in this page and in other tabs.
 * Returns the stop.
 */
export function beOneAudible(video: HTMLVideoElement): () => void {
  // A channel hears the others of its page too, and never itself.
  const channel = new BroadcastChannel(CHANNEL)
  // Of two that start in the same moment one has to be the later, and both have to find the same.
  const lot = Math.random()
  const say: (turn: Turn) => void = channel.postMessage.bind(channel)
  let heardSince = 0
  const isHeard = () => !video.paused && !video.muted && video.volume > 0
  const tell = () => {
    if (!isHeard()) {
      heardSince = 0
      return
    }
    // One clock for all tabs. The word of who was first must not stop who came later and was not told yet.
    if (heardSince === 0) heardSince = performance.timeOrigin + performance.now()
    say([heardSince, lot])
  }
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isHeard() && isTurn(data) && isLater(data, [heardSince, lot])) video.pause()
  })
  video.addEventListener('pause', tell)
  video.addEventListener('playing', tell)
  video.addEventListener('volumechange', tell)
  tell()
  return () => {
    channel.close()
    video.removeEventListener('pause', tell)
    video.removeEventListener('playing', tell)
    video.removeEventListener('volumechange', tell)
  }
}

/** Any script of the site may speak on the channel. */
function isTurn(data: unknown): data is Turn {
  return Array.isArray(data) && data.length === 2 && data.every((one) => typeof one === 'number')
}

function isLater([since, lot]: Turn, [ownSince, ownLot]: Turn): boolean {
  return since === ownSince ? lot > ownLot : since > ownSince
}

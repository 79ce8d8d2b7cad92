/** Of the video element, fired again on the player for those who know it as one. */
const MEDIA_EVENTS = [
  'play',
  'playing',
  'pause',
  'ended',
  'waiting',
  'seeking',
  'seeked',
  'timeupdate',
  'volumechange',
  'durationchange',
  'loadedmetadata',
  'canplay',
] as const

/** On the player, for those who know it as a video. */
export function fireAgain(video: HTMLVideoElement, player: HTMLElement): void {
  for (const event of MEDIA_EVENTS)
    video.addEventListener(event, () => player.dispatchEvent(new Event(event)))
}

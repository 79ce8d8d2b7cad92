/** A variant with a picture: by its size, or by the codecs of its films. */
const PICTURE = /^#EXT-X-STREAM-INF:.*(?:RESOLUTION=|CODECS="[^"]*(?:avc|hev|hvc|dvh|av01|vp0?[89]))/

/**
 * A master playlist without its variants that have a picture; captions stay. Null where nothing would be left to play.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8216#section-4.3.4.2
 */
export function soundAlone(playlist: string): string | null {
  const kept: string[] = []
  let isOfPicture = false
  let hasSound = false
  for (const line of playlist.split('\n')) {
    if (line.startsWith('#EXT-X-STREAM-INF:')) {
      isOfPicture = PICTURE.test(line)
      hasSound ||= !isOfPicture
    }
    if (!isOfPicture) kept.push(line)
    // Its address is the next line that is neither empty nor a tag.
    else if (line.trim() !== '' && !line.startsWith('#')) isOfPicture = false
  }
  return hasSound ? kept.join('\n') : null
}

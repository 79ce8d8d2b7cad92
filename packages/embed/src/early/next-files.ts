/** What hls.js takes a network to carry before it has seen any of it, in bits a second. */
const FIRST_GUESS = 500_000

/**
 * What a playlist leads to first, in the order it is read, as absolute addresses: of a master playlist the level to begin
 * with, of a recording its init segment and its first one. Of a live stream nothing: where its viewer begins is the engine's to say.
 *
 * @param side The longer one of the picture's place, in pixels of the screen.
 */
export function nextFiles(playlist: string, address: string, side: number): readonly string[] {
  const lines = playlist.split(/\r?\n/)
  const at = (uri: string | undefined) => (uri === undefined ? [] : [new URL(uri, address).href])
  const levels = lines.flatMap((line, index) =>
    line.startsWith('#EXT-X-STREAM-INF:') ? [{ line, uri: lines[index + 1] }] : [],
  )
  if (levels.length > 0) return at(firstLevel(levels, side))
  // A part of a file is asked for with its range, and a key is asked for first.
  if (!lines.includes('#EXT-X-ENDLIST') || /^#EXT-X-(BYTERANGE|KEY)|BYTERANGE=/m.test(playlist)) return []
  const init = /^#EXT-X-MAP:.*URI="([^"]+)"/m.exec(playlist)?.[1]
  return [...at(init), ...at(lines.find((line) => line !== '' && !line.startsWith('#')))]
}

/**
 * Of those with a picture the best that the first guess carries, else the least; none is larger than the first that is as
 * large as its place.
 */
function firstLevel(
  levels: readonly { readonly line: string; readonly uri: string | undefined }[],
  side: number,
): string | undefined {
  const pictured = levels.filter(({ line }) => line.includes('RESOLUTION='))
  const ranked = (pictured.length > 0 ? pictured : levels)
    .map(({ line, uri }) => {
      const [, width, height] = /RESOLUTION=(\d+)x(\d+)/.exec(line) ?? []
      const bits = Number(/[:,]BANDWIDTH=(\d+)/.exec(line)?.[1])
      return { uri, bits, fills: Math.max(Number(width), Number(height)) >= side }
    })
    .toSorted((a, b) => a.bits - b.bits)
  const largest = ranked.findIndex(({ fills }) => fills)
  const shown = largest < 0 ? ranked : ranked.slice(0, largest + 1)
  return (shown.findLast(({ bits }) => bits <= FIRST_GUESS) ?? shown[0])?.uri
}

export interface Fragments {
  /** `ftyp` and `moov`: what an `EXT-X-MAP` names. */
  readonly init: Uint8Array
  /** One `moof` with its `mdat` each. */
  readonly fragments: readonly Uint8Array[]
}

/**
 * Cuts a fragmented MP4 into its init segment and its fragments, byte for byte.
 * @throws Error when it is no such file.
 */
export function splitFragments(file: Uint8Array): Fragments {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const starts: number[] = []
  let end = file.byteLength
  for (let at = 0; at + 8 <= file.byteLength;) {
    const size = view.getUint32(at)
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8))
    if (size < 8 || at + size > file.byteLength) throw new Error(`a broken box ${type} at ${at}`)
    if (type === 'moof') starts.push(at)
    if (type === 'mfra') end = at
    at += size
  }
  const [first] = starts
  if (first === undefined) throw new Error('this file has no fragments')
  return {
    init: file.subarray(0, first),
    fragments: starts.map((start, index) => file.subarray(start, starts[index + 1] ?? end)),
  }
}

import type { LoadChunk } from '../chunks.ts'
import { earlyFilesOf, type EarlyFile } from './early-files.ts'
import { nextFiles } from './next-files.ts'

/** A file that nobody came for by then may be another by now. */
const FRESH_MS = 5000
/** Whoever waits longer asks anew, and by the engine's own rules. */
const PATIENCE_MS = 4000

/** What this file exports. */
export interface StreamOpener {
  openStream: typeof openStream
}

/**
 * Has the first files of a stream on their way while the code that plays them is: playlists, and the first pictures of a
 * recording. Resolves when the last of them is asked for, and what reads the stream's captions is there.
 *
 * @param player Where it will be shown.
 * @param source Its address, or what the hub answers of its show.
 */
export async function openStream(
  player: HTMLElement,
  source: string | Promise<Response>,
  load: LoadChunk,
): Promise<void> {
  // Who saves data pays for what they play. Only some browsers know it; the type libraries do not.
  const { connection }: Navigator & { readonly connection?: { readonly saveData?: boolean } } = navigator
  if (connection?.saveData === true) return
  const address = typeof source === 'string' ? source : streamOf(await (await source).json())
  if (address === null || !isPlaylist(address)) return
  const { clientWidth, clientHeight, ownerDocument: page } = player
  const side = Math.max(clientWidth, clientHeight) * devicePixelRatio
  let captions: Promise<unknown> | undefined
  let playlist = new URL(address, page.baseURI).href
  for (;;) {
    const { bytes, url } = await ask(page, playlist)
    const text = new TextDecoder().decode(bytes)
    if (text.includes('TYPE=SUBTITLES')) captions = load('stream-captions')
    const next = nextFiles(text, url, side)
    const [list] = next.filter(isPlaylist)
    for (const each of next) void ask(page, each).catch(() => undefined)
    if (list === undefined) break
    playlist = list
  }
  await captions
}

function ask(page: Document, address: string): Promise<EarlyFile> {
  const files = earlyFilesOf(page)
  const known = files.get(address)
  if (known !== undefined) return known
  const file = loadFile(address)
  files.set(address, file)
  const forget = () => files.delete(address)
  setTimeout(forget, FRESH_MS)
  // The engine asks itself then, and tells what is wrong.
  file.catch(forget)
  return file
}

async function loadFile(address: string): Promise<EarlyFile> {
  const askedAt = performance.now()
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  const firstMs = performance.now() - askedAt
  const bytes = await answer.arrayBuffer()
  return { bytes, url: answer.url, status: answer.status, firstMs, tookMs: performance.now() - askedAt }
}

const isPlaylist = (address: string) => /\.m3u8($|\?)/.test(address)

/** The player checks the answer; here it is only looked for an address. */
function streamOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('show' in answer)) return null
  const { show } = answer
  if (typeof show !== 'object' || show === null || !('stream' in show)) return null
  return typeof show.stream === 'string' ? show.stream : null
}

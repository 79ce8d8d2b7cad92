import { readFile, stat } from 'node:fs/promises'
import { UsageError } from '../command.ts'

/** What a feed of ten thousand products does not come near. */
const MAX_BYTES = 100_000_000
const PATIENCE_MS = 60_000

export interface FeedText {
  readonly text: string
  /** Where it was in the end: relative addresses in it are from there. */
  readonly url?: string
}

/** A file, or what is at an http address. @throws UsageError */
export async function readSource(where: string): Promise<FeedText> {
  if (!/^https?:\/\//i.test(where)) return { text: toText(where, await readWhole(where)) }
  const { bytes, url } = await fetchWhole(where)
  return { text: toText(where, bytes), url }
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > MAX_BYTES) throw tooLarge(path)
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw new UsageError(`${path} cannot be read: ${words(cause)}`, { cause })
  }
}

async function fetchWhole(address: string): Promise<{ bytes: Uint8Array; url: string }> {
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { 'user-agent': 'tote-import' },
    })
    if (!response.ok) throw new UsageError(`${address} answers ${response.status}.`)
    const parts: Uint8Array[] = []
    let size = 0
    const body: AsyncIterable<Uint8Array> | null = response.body
    for await (const part of body ?? []) {
      size += part.byteLength
      if (size > MAX_BYTES) throw tooLarge(address)
      parts.push(part)
    }
    return { bytes: Buffer.concat(parts), url: response.url }
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw new UsageError(`${address} cannot be reached: ${words(cause)}`, { cause })
  }
}

function toText(where: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UsageError(
      `${where} is not UTF-8: another encoding would have to be guessed. Export it as UTF-8.`,
      {
        cause,
      },
    )
  }
}

const tooLarge = (where: string) => new UsageError(`${where} is larger than ${MAX_BYTES} bytes: split it.`)

function words(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}

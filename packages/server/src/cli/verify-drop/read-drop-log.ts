import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'
import { UsageError } from '../command.ts'

const pageSchema = z.object({ entries: z.array(z.unknown()), next: z.nullable(z.int()) })
const fileSchema = z.union([z.array(z.unknown()), z.object({ entries: z.array(z.unknown()) })])

/** More than any drop has: a server that never ends is not followed for ever. */
const MOST_PAGES = 10_000
const PATIENCE_MS = 30_000

/**
 * All entries of a log, unparsed: what is no entry is for the check to find.
 * @throws UsageError when there is no log at that address or in that file.
 */
export async function readDropLog(source: string): Promise<unknown[]> {
  return /^https?:/.test(source) ? readPages(source) : readOne(source)
}

async function readPages(address: string): Promise<unknown[]> {
  const entries: unknown[] = []
  let next: number | null = 0
  for (let page = 0; next !== null && page < MOST_PAGES; page += 1) {
    const url = new URL(address)
    url.searchParams.set('after', String(next))
    const text = await ask(url)
    const parsed = pageSchema.safeParse(toJson(text, url.href))
    if (!parsed.success) throw new UsageError(`${url.href} answers no page of a drop’s log.`)
    entries.push(...parsed.data.entries)
    next = parsed.data.next
  }
  return entries
}

async function ask(url: URL): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause: unknown) => {
    throw new UsageError(`${url.href} does not answer: ${String(cause)}`, { cause })
  })
  if (!answer.ok) throw new UsageError(`${url.href} answers ${answer.status}.`)
  return answer.text()
}

async function readOne(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${path} cannot be read: ${String(cause)}`, { cause })
  })
  const parsed = fileSchema.safeParse(toJson(text, path))
  if (!parsed.success) throw new UsageError(`${path} has no entries of a drop’s log.`)
  return Array.isArray(parsed.data) ? parsed.data : parsed.data.entries
}

function toJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError(`${source} is no JSON.`, { cause })
  }
}

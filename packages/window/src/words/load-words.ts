import { english } from './english.ts'
import type { Words } from './words.ts'

/** Each is a file of its own, loaded by who reads it. */
const languages: ReadonlyMap<string, () => Promise<Words>> = new Map([
  ['ar', async () => (await import('./arabic.ts')).arabic],
  ['de', async () => (await import('./german.ts')).german],
  ['en', () => Promise.resolve(english)],
  ['es', async () => (await import('./spanish.ts')).spanish],
  ['fr', async () => (await import('./french.ts')).french],
  ['it', async () => (await import('./italian.ts')).italian],
  ['ja', async () => (await import('./japanese.ts')).japanese],
  ['nl', async () => (await import('./dutch.ts')).dutch],
  ['pl', async () => (await import('./polish.ts')).polish],
  ['pt', async () => (await import('./portuguese.ts')).portuguese],
])

/** Of the languages that the browser names, in its order, the first there are words in; English where there is none, or they do not come. */
export async function loadWords(wanted: readonly string[]): Promise<Words> {
  for (const tag of wanted) {
    const load = languages.get(tag.toLowerCase().split('-', 1)[0] ?? '')
    if (load !== undefined) return load().catch(() => english)
  }
  return english
}

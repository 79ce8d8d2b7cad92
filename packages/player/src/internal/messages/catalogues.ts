import type { Messages } from './english.ts'

/** The languages there is a catalogue of: each is a file of its own, loaded when something stands in that language. */
export const catalogues: Readonly<Record<string, () => Promise<Messages>>> = {
  ar: async () => (await import('../../languages/arabic.ts')).arabic,
  de: async () => (await import('../../languages/german.ts')).german,
  es: async () => (await import('../../languages/spanish.ts')).spanish,
  fr: async () => (await import('../../languages/french.ts')).french,
  it: async () => (await import('../../languages/italian.ts')).italian,
  ja: async () => (await import('../../languages/japanese.ts')).japanese,
  nl: async () => (await import('../../languages/dutch.ts')).dutch,
  pl: async () => (await import('../../languages/polish.ts')).polish,
  pt: async () => (await import('../../languages/portuguese.ts')).portuguese,
}

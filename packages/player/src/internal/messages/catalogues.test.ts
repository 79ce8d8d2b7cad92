import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogues } from './catalogues.ts'
import type { Template } from './template.ts'

/** Every file of English texts there is, also one that an element brings with it. */
const sources = join(import.meta.dirname, '../..')
const files = globSync('**/{english,*-english}.ts', { cwd: sources })
const modules = await Promise.all(
  files.map(async (file): Promise<Record<string, unknown>> => import(join(sources, file))),
)
const english: Record<string, Template> = Object.assign({}, ...modules.flatMap((each) => Object.values(each)))
const languages = Object.keys(catalogues)
const named = (template: Template | undefined): string[] => {
  const texts =
    template === undefined ? [] : typeof template === 'string' ? [template] : Object.values(template)
  return [...new Set(texts.flatMap((text) => text.match(/\{\w+\}/g) ?? []))].toSorted()
}

test('each file of English is one of texts, and none is written twice', () => {
  expect(files).toContain(join('internal/messages', 'late-english.ts'))
  const keys = modules.flatMap((each) => Object.values(each).flatMap((texts) => Object.keys(texts ?? {})))
  expect(keys.length).toBe(Object.keys(english).length)
  expect(keys.filter((key) => !/^[a-z]+\.[\w.]+$/.test(key))).toEqual([])
})

test.each(languages)('%s has every text there is in English, and none besides', async (lang) => {
  const messages = await catalogues[lang]?.()
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(messages ?? {}, key))
  expect(missing, `not yet in ${lang}`).toEqual([])
  expect(Object.keys(messages ?? {}).filter((key) => !Object.hasOwn(english, key))).toEqual([])
})

test.each(languages)('%s names what the English names, and nothing else', async (lang) => {
  const messages: Readonly<Record<string, Template | undefined>> = (await catalogues[lang]?.()) ?? {}
  const had = Object.entries(english).filter(([key]) => messages[key] !== undefined)
  expect(had.map(([key]) => [key, named(messages[key])])).toEqual(
    had.map(([key, template]) => [key, named(template)]),
  )
})

test.each(languages)('%s has a form for each plural it tells apart, by the same number', async (lang) => {
  const messages: Readonly<Record<string, Template | undefined>> = (await catalogues[lang]?.()) ?? {}
  const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions()
  for (const [key, template] of Object.entries(english)) {
    const translated = messages[key]
    if (typeof template === 'string' || translated === undefined) continue
    if (typeof translated === 'string') throw new Error(`${key} has one form for every number`)
    expect([key, translated.by]).toEqual([key, template.by])
    // 'many' of the Romance languages is for whole millions, which no basket has; nothing at all may have a form of its own.
    const needed = pluralCategories.filter(
      (category) => category !== 'zero' && !(category === 'many' && ['es', 'fr', 'it', 'pt'].includes(lang)),
    )
    expect([key, needed.filter((category) => translated[category] === undefined)]).toEqual([key, []])
  }
})

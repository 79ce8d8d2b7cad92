import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { describedElements } from './manifest-fixtures.ts'

const src = import.meta.dirname
const cases = describedElements.map(({ tag, element, file }) => ({ tag, element, sources: sourcesOf(file) }))

test.each(cases)('[U32] the parts of $tag are those it draws, all of them', ({ element, sources }) => {
  const drawn = drawnNames(sources, /\bpart(?:="|: ')([^"']+)["']/g)
  const named = element.cssParts.map(({ name }) => name)
  expect(named.filter((name) => !drawn.some((pattern) => pattern.test(name)))).toEqual([])
  const own = drawnNames(withoutShared(sources), /\bpart(?:="|: ')([^"'$]+)["']/g)
  expect(own.filter((pattern) => !named.some((name) => pattern.test(name)))).toEqual([])
})

test.each(cases)('the slots of $tag are those it draws, all of them', ({ element, sources }) => {
  const drawn = sources.flatMap(({ text }) =>
    [...text.matchAll(/<slot(?:\s+name="([^"]+)")?(?:\s+slot="[^"]+")?\s*>/g)].map((match) => match[1] ?? ''),
  )
  expect(element.slots.map(({ name }) => name).toSorted()).toEqual([...new Set(drawn)].toSorted())
})

test.each(cases)(
  'the custom properties of $tag are those its sheets read, all of them',
  ({ element, sources }) => {
    const read = sources.flatMap(({ text }) =>
      [...text.matchAll(/var\(\s*(--tote-[\w-]+)/g)].map((match) => match[1] ?? ''),
    )
    expect(element.cssProperties.map(({ name }) => name).toSorted()).toEqual([...new Set(read)].toSorted())
  },
)

test.each(cases)(
  'the events of $tag are those that it or what lies in it makes, and all of its own',
  ({ element, sources }) => {
    const own = withoutShared(sources).flatMap(({ text }) => eventsMade(text))
    const made = new Set(withInner(sources).flatMap(({ text }) => eventsMade(text)))
    const named = new Set(element.events.map(({ type }) => type.text).filter((name) => name !== 'Event'))
    expect([...named].filter((name) => !made.has(name))).toEqual([])
    expect(own.filter((name) => !named.has(name))).toEqual([])
  },
)

test('every element and event of the manifest is exported, and an event’s class knows its name', () => {
  const index = readFileSync(join(src, 'index.ts'), 'utf8')
  const named = describedElements.flatMap(({ element, file }) => [
    { name: element.name, type: null, file },
    ...element.events.map(({ name, type }) => ({ name: type.text, type: name, file })),
  ])
  for (const { name, type, file } of named) {
    if (name === 'Event') continue
    expect([name, new RegExp(`\\b${name}\\b`).test(index)]).toEqual([name, true])
    if (type === null) continue
    const texts = withInner(sourcesOf(file)).map(({ text }) => text)
    const own = new RegExp(`class ${name} extends[^}]*static readonly type = '([\\w-]+)'`)
    expect([name, texts.map((text) => own.exec(text)?.[1]).find(Boolean)]).toEqual([name, type])
  }
})

interface Source {
  readonly path: string
  readonly text: string
}

/** A file of an element and all it is made of, up to other elements: those draw and speak for themselves. */
function sourcesOf(file: string, seen = new Map<string, Source>()): Source[] {
  const text = readFileSync(join(src, file), 'utf8')
  seen.set(file, { path: file, text: withoutComments(text) })
  for (const [, target = ''] of text.matchAll(/^(?:import|export)[^']*'(\.[^']+)'/gm)) {
    const path = join(dirname(file), target)
    if (seen.has(path) || !existsSync(join(src, path)) || describedElements.some((one) => one.file === path))
      continue
    sourcesOf(path, seen)
  }
  return [...seen.values()]
}

/** What is in its own folder; what is shared may draw for one and not for the other. */
function withoutShared(sources: readonly Source[]): Source[] {
  return sources.filter(({ path }) => !path.startsWith('internal/'))
}

/** As patterns: a name may have a hole that is filled when it is drawn. */
function drawnNames(sources: readonly Source[], attribute: RegExp): RegExp[] {
  return sources.flatMap(({ text }) =>
    [...text.matchAll(attribute)].flatMap(([, names = '']) =>
      names.split(/\s+/).map((name) => new RegExp(`^${name.replaceAll(/\$\{\w+\}/g, '[\\w-]+')}$`)),
    ),
  )
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
}

function eventsMade(text: string): string[] {
  return [...text.matchAll(/new ((?:Tote|Media)\w+Event)\(/g)].map(([, name = '']) => name)
}

/** With those of the elements drawn in it: their events pass through it on their way to the page. */
function withInner(sources: readonly Source[], seen = new Set<string>()): Source[] {
  const drawn = sources.flatMap(({ text }) => [...text.matchAll(/<(tote-[\w-]+)/g)].map(([, tag]) => tag))
  const inner = describedElements.filter(({ tag }) => drawn.includes(tag) && !seen.has(tag))
  for (const { tag } of inner) seen.add(tag)
  return [...sources, ...inner.flatMap(({ file }) => withInner(sourcesOf(file), seen))]
}

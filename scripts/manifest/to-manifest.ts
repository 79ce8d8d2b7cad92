import type { AnalyzedClass, AnalyzedElement, AnalyzedMember } from './analyze-player.ts'
import {
  AS_VIDEO,
  type Attribute,
  type CssProperty,
  type ElementDeclaration,
  type ElementEvent,
  type Manifest,
  type Member,
  type Named,
} from './manifest.ts'

/** Names of the `video` element's contract, which the player takes over as they are: they need no words of ours. */
const OF_VIDEO = new Set([
  'autoplay',
  'crossorigin',
  'currentTime',
  'duration',
  'ended',
  'loop',
  'muted',
  'pause',
  'paused',
  'poster',
  'volume',
])

export interface ManifestFacts {
  readonly elements: readonly AnalyzedElement[]
  /** Custom properties that every element reads. */
  readonly tokens: readonly CssProperty[]
  /** Events of the video that the player fires again. */
  readonly mediaEvents: readonly string[]
}

/** What is public of what was found, and says what it is for. */
export function toManifest({ elements, tokens, mediaEvents }: ManifestFacts): Manifest {
  const made = elements.map(({ tagName, path, analyzed }) => ({
    path: built(path),
    element: toElement(tagName, analyzed, {
      tokens,
      mediaEvents: tagName === 'tote-player' ? mediaEvents : [],
    }),
  }))
  return {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: made.flatMap(({ path, element }) => [
      {
        kind: 'javascript-module',
        path,
        declarations: [element],
        exports: [{ kind: 'js', name: element.name, declaration: { name: element.name } }],
      },
      {
        kind: 'javascript-module',
        path: `dist/define/${element.tagName}.js`,
        declarations: [],
        exports: [
          {
            kind: 'custom-element-definition',
            name: element.tagName,
            declaration: { name: element.name, module: path },
          },
        ],
      },
    ]),
  }
}

function toElement(
  tagName: string,
  analyzed: AnalyzedClass,
  { tokens, mediaEvents }: Pick<ManifestFacts, 'tokens' | 'mediaEvents'>,
): ElementDeclaration {
  const say = (one: Partial<AnalyzedMember>) => describe(tagName, one)
  const named = (list: readonly AnalyzedMember[] = []): Named[] =>
    list.map((one) => ({ name: one.name, description: say(one) }))
  // The analyzer also guesses at what is dispatched; what is said of it is what holds.
  const events = (analyzed.events ?? []).filter((one) => one.description !== undefined)
  return {
    kind: 'class',
    customElement: true,
    name: analyzed.name,
    tagName,
    summary: analyzed.summary ?? '',
    description: oneLine(analyzed.description ?? ''),
    attributes: (analyzed.attributes ?? []).map((one): Attribute => ({
      name: one.name,
      description: say(one),
      type: typeOf(tagName, one),
      default: one.default ?? '',
      fieldName: one.fieldName ?? one.name,
    })),
    members: (analyzed.members ?? []).filter(isPublic).map(toMember(say)),
    events: [
      ...events.map((one): ElementEvent => ({
        name: one.name ?? '',
        description: say(one),
        type: { text: one.type?.text ?? 'Event' },
      })),
      ...mediaEvents.map((name) => ({ name, description: AS_VIDEO, type: { text: 'Event' } })),
    ],
    slots: named(analyzed.slots),
    cssParts: named(analyzed.cssParts),
    cssProperties: [
      ...(analyzed.cssProperties ?? []).map((one) => ({
        name: one.name,
        description: say(one),
        default: one.default ?? '',
      })),
      ...tokens,
    ],
  }
}

/** An element's inside is open to the controllers beside it; what is meant for pages has an attribute, words or a name of the video's. */
function isPublic(one: AnalyzedMember): boolean {
  if (one.privacy !== undefined || one.static === true || one.name.startsWith('#')) return false
  return one.attribute !== undefined || one.description !== undefined || OF_VIDEO.has(one.name)
}

function toMember(say: (one: AnalyzedMember) => string): (one: AnalyzedMember) => Member {
  return (one) => ({
    kind: one.kind ?? 'field',
    name: one.name,
    description: say(one),
    ...(one.type === undefined ? {} : { type: { text: one.type.text } }),
    ...(one.readonly === true ? { readonly: true } : {}),
    ...(one.parameters === undefined
      ? {}
      : {
          parameters: one.parameters.map(({ name, type }) => ({ name, type: type ?? { text: 'unknown' } })),
        }),
    ...(one.return === undefined ? {} : { return: { type: { text: one.return.type.text } } }),
  })
}

function describe(
  tagName: string,
  { name = '', description, fieldName, attribute }: Partial<AnalyzedMember>,
): string {
  if (description !== undefined) return oneLine(description)
  if (OF_VIDEO.has(name) || OF_VIDEO.has(attribute ?? '') || OF_VIDEO.has(fieldName ?? '')) return AS_VIDEO
  throw new Error(`${name} of <${tagName}> is public and says nothing of itself: give it a docstring`)
}

/** The analyzer reads types as they are written and infers only plain values. */
function typeOf(tagName: string, { name, type }: AnalyzedMember): { text: string } {
  if (type !== undefined) return { text: type.text }
  throw new Error(`the type of ${name} of <${tagName}> cannot be read: write it down`)
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}

function built(path: string): string {
  return path.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js')
}

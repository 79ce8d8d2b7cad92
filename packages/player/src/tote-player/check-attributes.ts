import { ToteError } from '@tote/protocol'

interface Checked {
  readonly localName: string
  readonly streamType: string | null
  readonly crossorigin: string | null
  readonly theme: string | null
  readonly poster: string | null
  readonly src: string | null
}

const choices = {
  'stream-type': ['live', 'on-demand'],
  crossorigin: ['', 'anonymous', 'use-credentials'],
  theme: ['light', 'dark', 'auto'],
} as const

/** Attributes whose values cannot be used, each with what would do. The element goes on with the default. */
export function checkAttributes(element: Checked): ToteError[] {
  const values = { 'stream-type': element.streamType, crossorigin: element.crossorigin, theme: element.theme }
  const problems: ToteError[] = []
  for (const [name, allowed] of Object.entries(choices)) {
    const value = values[name as keyof typeof choices]
    if (value === null || allowed.some((choice) => choice === value)) continue
    problems.push(bad(name, value, `one of ${allowed.filter(Boolean).join(', ')}`))
  }
  for (const name of ['poster', 'src'] as const) {
    const value = element[name]
    if (value !== null && !isHttpUrl(value)) problems.push(bad(name, value, 'an http(s) URL'))
  }
  return problems
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value, document.baseURI) && /^https?:$/.test(new URL(value, document.baseURI).protocol)
}

function bad(field: string, value: string, wanted: string): ToteError {
  return new ToteError(
    'bad_attribute',
    `${field}=${JSON.stringify(value)} cannot be used; it must be ${wanted}. The default is used.`,
    {
      details: { field },
    },
  )
}

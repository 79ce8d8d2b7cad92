import { publishableKeySchema, showIdSchema, ToteError } from '@tote/protocol'

/** Where shows come from, as an element was told. */
export interface ShowSource {
  readonly localName: string
  readonly hub: string | null
  /** By whichever of its attributes. */
  readonly effectiveKey: string | null
}

export interface CheckedSource {
  /** An origin. */
  readonly hub: string
  readonly key: string
}

/**
 * Hub and key as they can be used.
 * @throws ToteError `bad_attribute`, naming the attribute and what would do.
 */
export function checkSource({ localName, hub, effectiveKey: key }: ShowSource): CheckedSource {
  if (hub === null || !URL.canParse(hub) || !/^https?:/.test(hub))
    throw bad(localName, 'hub', hub, 'the origin of a Tote hub, such as https://hub.example.com')
  if (key === null || !publishableKeySchema.safeParse(key).success)
    throw bad(localName, 'key', key, "the tenant's publishable key, pk_…")
  return { hub: new URL(hub).origin, key }
}

/** @throws ToteError `bad_attribute` for what cannot be the id of a show. */
export function checkShowId(localName: string, show: string | null): string {
  if (show === null || !showIdSchema.safeParse(show).success)
    throw bad(localName, 'show', show, 'the id of a show, such as show="spring"')
  return show
}

function bad(localName: string, field: string, value: string | null, wanted: string): ToteError {
  const got = value === null || value === '' ? 'missing' : JSON.stringify(value)
  return new ToteError('bad_attribute', `${field} of <${localName}> is ${got}; it must be ${wanted}.`, {
    details: { field },
  })
}

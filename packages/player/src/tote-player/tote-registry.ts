import { createTote, type Tote } from '@tote/core'
import { fetchEarly } from './fetch-early.ts'

interface Shared {
  readonly tote: Tote
  users: number
}

const REGISTRY = Symbol.for('@tote/player/registry')
/** Under this name a frame of the hub keeps the origin of the page around it. */
const EMBEDDED_IN = Symbol.for('tote.embedded-in')
type RegistryDocument = Document & { [REGISTRY]?: Map<string, Shared>; [EMBEDDED_IN]?: string }

/**
 * One tote for each hub, key and show of a document, however many elements and copies of us show it.
 * Kept on the document, not in this module. Give it back with `releaseTote`; the last one stops it.
 * @throws ToteError `bad_attribute` from `createTote`.
 */
export function acquireTote(
  page: RegistryDocument,
  { hub, key, show }: { hub: string; key: string; show: string },
): Tote {
  const registry = (page[REGISTRY] ??= new Map<string, Shared>())
  const name = JSON.stringify([hub, key, show])
  const known = registry.get(name)
  if (known !== undefined) {
    known.users += 1
    return known.tote
  }
  const embeddedIn = page[EMBEDDED_IN]
  const fetch = fetchEarly(page)
  const tote = createTote({ hub, key, show, fetch, ...(embeddedIn === undefined ? {} : { embeddedIn }) })
  registry.set(name, { tote, users: 1 })
  return tote
}

export function releaseTote(page: RegistryDocument, tote: Tote): void {
  const registry = page[REGISTRY]
  if (registry === undefined) return
  for (const [name, shared] of registry) {
    if (shared.tote !== tote) continue
    shared.users -= 1
    if (shared.users > 0) return
    registry.delete(name)
    tote.stop()
    return
  }
}

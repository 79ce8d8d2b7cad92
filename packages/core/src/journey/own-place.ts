import type { ProofAct } from '@tote/protocol'
import type { HubClock } from '../link/hub-clock.ts'
import type { KeptPlace, ToteStorage } from '../link/storage.ts'
import type { Exclusive } from './journey-ports.ts'
import type { PlaceKeys } from './place-key.ts'

export interface OwnPlaceDeps {
  readonly hub: string
  readonly key: string
  readonly hubClock: HubClock
  readonly exclusive: Exclusive
  readonly placeKeys: PlaceKeys
  storage(): ToteStorage
}

/** The key this place proves itself by, and the id it was last given. */
export interface OwnPlace {
  /** Drawn and kept at the first call. @throws ToteError `insecure_context` */
  load(): Promise<KeptPlace>
  /** As another page of the site may have changed it meanwhile. */
  reload(): Promise<KeptPlace>
  save(place: KeptPlace): Promise<void>
  prove(place: KeptPlace, act: ProofAct, sub: string): Promise<string>
}

export function createOwnPlace({
  hub,
  key,
  hubClock,
  exclusive,
  placeKeys,
  storage,
}: OwnPlaceDeps): OwnPlace {
  let own: Promise<KeptPlace> | null = null

  return {
    load,
    async reload() {
      const kept = await readKept()
      if (kept !== undefined) own = Promise.resolve(kept)
      return kept ?? load()
    },
    save,
    prove: ({ keys }, act, sub) => placeKeys.sign(keys, { act, sub, aud: hub, nowMs: hubClock.now() }),
  }

  async function load(): Promise<KeptPlace> {
    own ??= exclusive(`tote:keys:${hub}:${key}`, async () => {
      const kept = await readKept()
      if (kept !== undefined) return kept
      const place: KeptPlace = { keys: await placeKeys.draw(), placeId: null }
      await save(place)
      return place
    })
    try {
      return await own
    } catch (error) {
      own = null
      throw error
    }
  }

  function readKept(): Promise<KeptPlace | undefined> {
    return storage()
      .loadPlace()
      .catch(() => undefined)
  }

  async function save(place: KeptPlace): Promise<void> {
    own = Promise.resolve(place)
    // A place that cannot be kept lives as long as its page.
    await storage()
      .savePlace(place)
      .catch(() => undefined)
  }
}

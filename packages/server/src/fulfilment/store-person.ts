import type { LocationId } from '@tote/protocol'
import type { Associate } from '../store/associate-store.ts'

/** Who does what is done at a store. */
export interface StorePerson {
  readonly name: string
  /** The store whose orders they see; null for a host, who sees all. */
  readonly locationId: LocationId | null
}

export const host: StorePerson = Object.freeze({ name: 'Host', locationId: null })

/** @param associate Null for the host. */
export function toStorePerson(associate: Associate | null): StorePerson {
  return associate ?? host
}

import type { KeptPreferences, Preferences, PreferencesChange } from '@tote/protocol'

/**
 * What two journeys that become one have set: of each preference what was said last, a taking back too. Said in the same
 * millisecond, the journey that goes on has the word.
 */
export function mergePreferences(own: KeptPreferences, other: KeptPreferences): KeptPreferences {
  return {
    ...later('captions', own.captions, other.captions),
    ...later('storeId', own.storeId, other.storeId),
  }
}

/** After a change at this time: what is not named stays. */
export function changePreferences(
  kept: KeptPreferences,
  { captions, storeId }: PreferencesChange,
  nowMs: number,
): KeptPreferences {
  return {
    ...kept,
    ...(captions === undefined ? {} : { captions: { value: captions, setAt: nowMs } }),
    ...(storeId === undefined ? {} : { storeId: { value: storeId, setAt: nowMs } }),
  }
}

/** Without when it was said, and without what was taken back. */
export function toPreferences({ captions, storeId }: KeptPreferences): Preferences {
  return {
    ...(captions?.value == null ? {} : { captions: captions.value }),
    ...(storeId?.value == null ? {} : { storeId: storeId.value }),
  }
}

function later<Name extends string, Said extends { readonly setAt: number }>(
  name: Name,
  own: Said | undefined,
  other: Said | undefined,
): { [key in Name]?: Said } {
  const said = own === undefined || (other !== undefined && other.setAt > own.setAt) ? other : own
  // One key, of this name.
  return (said === undefined ? {} : { [name]: said }) as { [key in Name]?: Said }
}

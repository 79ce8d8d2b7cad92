import process from 'node:process'

/** The variables of the environment that name somebody's shop. @throws when one is missing, with the names of all that are. */
export function readLiveSettings<Name extends string>(names: readonly Name[]): (name: Name) => string {
  const missing = names.filter((name) => (process.env[name] ?? '') === '')
  if (missing.length > 0) throw new Error(`a live shop is tested once you set ${missing.join(', ')}`)
  return (name) => process.env[name] ?? ''
}

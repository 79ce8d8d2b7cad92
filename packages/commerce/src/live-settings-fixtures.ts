import process from 'node:process'

/**
 * The variables of the environment that name somebody's shop; those that may be missing are empty then.
 * @throws when another is missing, with the names of all that are.
 */
export function readLiveSettings<Name extends string>(
  names: readonly Name[],
  mayMiss: readonly Name[] = [],
): (name: Name) => string {
  const missing = names.filter((name) => (process.env[name] ?? '') === '' && !mayMiss.includes(name))
  if (missing.length > 0) throw new Error(`a live shop is tested once you set ${missing.join(', ')}`)
  return (name) => process.env[name] ?? ''
}

import manifest from '@tote/player/custom-elements.json' with { type: 'json' }

export interface Described {
  readonly name: string
  readonly description: string
  readonly default: string
}

interface Declaration {
  readonly tagName?: string
  readonly cssProperties?: readonly Partial<Described>[]
  readonly cssParts?: readonly Partial<Described>[]
}

// What the elements themselves say can be dressed: a new property has its field here by itself.
const declarations: readonly Declaration[] = manifest.modules.flatMap(
  ({ declarations: all }): readonly Declaration[] => all,
)
const player = declarations.find(({ tagName }) => tagName === 'tote-player')

export const properties = (player?.cssProperties ?? []).map(toDescribed)
export const parts = (player?.cssParts ?? []).map(toDescribed)

function toDescribed(found: Partial<Described>): Described {
  return { name: found.name ?? '', description: found.description ?? '', default: found.default ?? '' }
}

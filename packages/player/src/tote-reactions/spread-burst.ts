import type { ReactionBurst } from '@tote/core'
import type { ReactionKind } from '@tote/protocol'
import { REACTIONS } from './reactions.ts'

/** More at once is a wall in front of the host. */
const MOST = 10

/** So many signs to let fly, each kind by its share of the burst and none left out: a crowd's mood, not its size. */
export function spreadBurst({ counts }: ReactionBurst, most = MOST): readonly ReactionKind[] {
  const shown = REACTIONS.filter((kind) => (counts[kind] ?? 0) > 0)
  const total = shown.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0)
  const scale = total > most ? (most - shown.length) / total : 1
  return shown.flatMap((kind) => {
    const count = counts[kind] ?? 0
    const signs = total > most ? 1 + Math.floor(count * scale) : count
    return Array.from({ length: signs }, () => kind)
  })
}

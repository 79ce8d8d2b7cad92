import type { Said } from '../chat/chat.ts'
import { toSaid } from '../chat/said.ts'

type LineRefusal = Extract<Said, { status: 'rejected' }>

/** Why the hub did not do it, as a value. @throws what is no refusal, and misuse. */
export function lineRefusal(error: unknown): LineRefusal {
  const said = toSaid(error)
  if (said.status === 'accepted' || said.code === 'invalid') throw error
  return said
}

import { cartOpSchema, ToteError, upSchemas, type Mutate } from '@tote/protocol'
import * as z from 'zod/mini'
import { parseMessage } from './parse.ts'

const known: ReadonlySet<unknown> = new Set(
  cartOpSchema.def.options.map(({ shape }) => shape.op.def.values[0]),
)
const namesSchema = z.object({ muts: z.array(z.object({ op: z.object({ op: z.string() }) })) })

/**
 * A batch of operations. One that names an operation this hub has never heard of comes from a later version: it
 * is told so, and keeps its queue for a hub that knows.
 * @throws ToteError `upgrade`, `invalid`
 */
export function parseMutate(raw: unknown): Mutate {
  try {
    return parseMessage(upSchemas.mutate, raw)
  } catch (error) {
    const { data } = namesSchema.safeParse(raw)
    if (data?.muts.some(({ op }) => !known.has(op.op)) !== true) throw error
    throw new ToteError('upgrade', 'This hub does not know an operation of this version of Tote yet.')
  }
}

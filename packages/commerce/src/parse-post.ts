import type * as z from 'zod'
import { ShopError } from './shop-error.ts'
import { whatIsAmiss } from './what-is-amiss.ts'

/** What a shop posted of itself, by name `who`. @throws ShopError `invalid` for anything else. */
export function parsePost<Content>(schema: z.ZodType<Content>, body: string, who: string): Content {
  let content: unknown
  try {
    content = JSON.parse(body)
  } catch (cause) {
    throw new ShopError('invalid', `${who} posted something else than JSON.`, { cause })
  }
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  throw new ShopError('invalid', `${who} posted what is not as agreed: ${whatIsAmiss(parsed.error)}.`)
}

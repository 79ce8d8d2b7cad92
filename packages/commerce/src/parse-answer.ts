import type * as z from 'zod'
import { ShopError } from './shop-error.ts'

/** What a shop answered, as its adapter knows it. @throws ShopError `invalid` for anything else. */
export function parseAnswer<Answer>(
  schema: z.ZodType<Answer>,
  content: unknown,
  { platform, what }: { platform: string; what: string },
): Answer {
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  throw new ShopError('invalid', `${platform} answered not as expected: asked for ${what}.`, {
    cause: parsed.error,
  })
}

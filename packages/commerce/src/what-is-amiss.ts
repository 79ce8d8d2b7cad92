import type * as z from 'zod'

/** The first few things, by their place; what stands there is not repeated, for it may be a shopper's. */
export function whatIsAmiss({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || '(all of it)'}: ${message}`)
    .join('; ')
}

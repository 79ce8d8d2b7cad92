import * as z from 'zod/mini'

/**
 * An object of values by their names, such as tallies by the poll. Zod's own record is a kilobyte of every page, for
 * rules that what the hub says does not need.
 */
export function byName<T extends object>(name: z.ZodMiniType, value: z.ZodMiniType) {
  return z.custom<T>(
    (given) =>
      typeof given === 'object' &&
      given !== null &&
      Object.entries(given).every(
        ([key, held]) => name.safeParse(key).success && value.safeParse(held).success,
      ),
  )
}

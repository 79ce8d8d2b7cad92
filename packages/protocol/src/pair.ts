import * as z from 'zod/mini'

/** Two values in an array, each by its own schema. Zod's own tuple knows any number of them, and weighs accordingly. */
export function pair<A extends z.ZodMiniType, B extends z.ZodMiniType>(first: A, second: B) {
  return z.custom<[z.infer<A>, z.infer<B>]>(
    (given) =>
      Array.isArray(given) &&
      given.length === 2 &&
      first.safeParse(given[0]).success &&
      second.safeParse(given[1]).success,
  )
}

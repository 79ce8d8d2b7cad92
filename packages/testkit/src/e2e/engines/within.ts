/**
 * What a step comes to, if it does in time: a driver that lost an answer keeps its promise open for ever.
 * @throws Error that says which step it was.
 */
export async function within<Result>(
  limitMs: number,
  what: string,
  step: PromiseLike<Result>,
): Promise<Result> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error(`${what}: the browser did not answer within ${limitMs} ms`)),
    limitMs,
  )
  try {
    return await Promise.race([step, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

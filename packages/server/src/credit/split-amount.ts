/**
 * Shares whole units out by weight so that the parts add up to exactly the amount: each gets its whole part, and what is left
 * goes by ones to those who lost most in rounding, the earlier first. A negative amount is shared out as its opposite.
 * @param weights Whole numbers, none negative; one at least is positive unless the amount is 0.
 */
export function splitAmount(amount: number, weights: readonly number[]): number[] {
  if (amount < 0) return splitAmount(-amount, weights).map((part) => 0 - part)
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (total === 0n) {
    if (amount !== 0) throw new RangeError(`there is nobody to share ${amount} out to`)
    return weights.map(() => 0)
  }
  // A price in the smallest unit times a weight may be more than a number holds exactly.
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight))
  const parts = exact.map((part) => Number(part / total))
  let left = amount - parts.reduce((sum, part) => sum + part, 0)
  const byLoss = exact
    .map((part, index) => ({ index, loss: part % total }))
    .toSorted((one, other) =>
      one.loss === other.loss ? one.index - other.index : one.loss > other.loss ? -1 : 1,
    )
  for (const { index } of byLoss) {
    if (left === 0) break
    parts[index] = (parts[index] ?? 0) + 1
    left -= 1
  }
  return parts
}

import type { HostCart, HostChange, HostLine } from './host-port.ts'

export interface TestHostCart extends HostCart {
  /** As the page has it: quantity by variant. */
  readonly goods: Map<string, number>
  /** What was written to it, call by call. */
  readonly writes: HostChange[][]
  /** What befalls the next calls of `write`, in turn. */
  readonly faults: ('lost before' | 'lost after' | 'refused' | 'late')[]
  /** Answers that take the place of the next reads. */
  readonly answers: unknown[]
  /** The shopper, in the page's own drawer. */
  set(variantId: string, quantity: number): void
}

/** A shop's own cart: its server's state, and a page that tells of each change, ours too. */
export function createTestHostCart(goods: Map<string, number> = new Map()): TestHostCart {
  const hearing = new Set<() => void>()
  const tell = () => hearing.forEach((hear) => hear())
  const put = (variantId: string, quantity: number) => {
    if (quantity === 0) goods.delete(variantId)
    else goods.set(variantId, quantity)
  }
  const cart: TestHostCart = {
    goods,
    writes: [],
    faults: [],
    answers: [],
    set(variantId, quantity) {
      put(variantId, quantity)
      tell()
    },
    read() {
      const answer = cart.answers.shift()
      // A page may answer anything at all: what is not of the type is what these tests are for.
      if (answer !== undefined) return answer as HostLine[]
      return Promise.resolve([...goods].map(([variantId, quantity]) => ({ variantId, quantity })))
    },
    async write(changes) {
      cart.writes.push([...changes])
      const fault = cart.faults.shift()
      if (fault === 'lost before') throw new TypeError('Failed to fetch')
      if (fault === 'refused') return
      const apply = () => {
        // It adds and does not set, as most shops' servers do: what comes twice counts twice.
        for (const { variantId, by } of changes) put(variantId, Math.max((goods.get(variantId) ?? 0) + by, 0))
        tell()
      }
      if (fault === 'late')
        void Promise.resolve()
          .then(() => Promise.resolve())
          .then(apply)
      else apply()
      if (fault === 'lost after') throw new TypeError('Failed to fetch')
    },
    subscribe(hear) {
      hearing.add(hear)
      return () => hearing.delete(hear)
    },
  }
  return cart
}

/** What a site keeps for all its pages. */
export function createTestMemory() {
  let kept: string | null = null
  return {
    read: () => kept,
    write(text: string) {
      kept = text
    },
    forget() {
      kept = null
    },
  }
}

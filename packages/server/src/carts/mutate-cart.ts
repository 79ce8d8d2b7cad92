import {
  apply,
  ToteError,
  type Cart,
  type CartDelta,
  type CartLine,
  type Mutate,
  type MutateAnswer,
  type Mutation,
  type VariantFacts,
  type Verdict,
} from '@tote/protocol'
import { readVariantFacts } from '../catalogue/catalogue.ts'
import { selectCart, updateCart } from '../store/cart-store.ts'
import { insertClient, logMutation, selectClient, selectVerdict } from '../store/mutation-store.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tenant } from '../store/tenant-store.ts'

/** Who speaks: a place's journey and the cart that goes with it. */
export interface CartSpeaker {
  readonly tenant: Tenant
  readonly journeyId: string
  readonly cartId: string
}

export interface Mutated {
  readonly answer: MutateAnswer
  /** What every place of the journey has to hear; null when nothing changed. */
  readonly delta: CartDelta | null
}

/**
 * Applies a batch in one transaction: gate, rule, verdict, revision. It resolves after the commit, so
 * whoever is told of the result can rely on it.
 *
 * The gate: a `uid` in the log gets its stored verdict; a number that another operation used is
 * `mid_reused`; a number further on than the next is a `gap`. What came before a refusal by the gate in
 * the same batch stays undone too: nothing of it was answered, and it will be sent again.
 *
 * @throws ToteError `forbidden`, `mid_reused`, `gap`.
 */
export async function mutateCart(
  store: Store,
  speaker: CartSpeaker,
  { message, nowMs }: { message: Mutate; nowMs: number },
): Promise<Mutated> {
  if (message.cartId !== speaker.cartId)
    throw new ToteError('forbidden', 'This cart belongs to another journey.')
  return store.transaction(async (trx) => {
    const lastMid = await bindClient(trx, speaker, { clientId: message.clientId, nowMs })
    const stored = await selectCart(trx, speaker.tenant.id, speaker.cartId)
    if (stored === undefined) throw new ToteError('forbidden', 'This cart is gone.')
    const facts = await readVariantFacts(trx, speaker.tenant, variantsIn(stored.cart, message.muts))
    const batch = new Batch(stored.cart, facts, { lastMid, nowMs })
    for (const mutation of message.muts) {
      const known = await selectVerdict(trx, speaker.tenant.id, { uid: mutation.uid })
      if (known !== undefined) {
        batch.repeat(known.verdict)
        continue
      }
      const verdict = batch.decide(mutation)
      await logMutation(trx, speaker.tenant.id, {
        clientId: message.clientId,
        cartId: speaker.cartId,
        mutation,
        verdict,
        nowMs,
      })
    }
    await updateCart(trx, speaker.tenant.id, { cart: batch.cart, changed: batch.changed, nowMs })
    const delta: CartDelta = {
      cartId: stored.cart.id,
      from: stored.cart.rev,
      to: batch.cart.rev,
      lines: batch.changed,
      meta: batch.cart.meta,
      by: { clientId: message.clientId, mid: batch.lastMid },
    }
    return {
      answer: { results: batch.results, lastMid: batch.lastMid, rev: batch.cart.rev },
      delta: delta.from === delta.to ? null : delta,
    }
  })
}

/** The first use of a client's id binds it to the journey; another journey cannot use it. */
async function bindClient(
  db: Db,
  { tenant, journeyId }: CartSpeaker,
  { clientId, nowMs }: { clientId: string; nowMs: number },
): Promise<number> {
  const client = await selectClient(db, tenant.id, clientId)
  if (client === undefined) {
    await insertClient(db, tenant.id, { clientId, journeyId, nowMs })
    return 0
  }
  if (client.journeyId !== journeyId)
    throw new ToteError('forbidden', 'This client id belongs to another journey.')
  return client.lastMid
}

function variantsIn(cart: Cart, mutations: readonly Mutation[]): string[] {
  const added = mutations.flatMap(({ op }) => (op.op === 'addLine' ? [op.variantId] : []))
  return [...added, ...cart.lines.map((line) => line.variantId)]
}

/** A batch under way: the cart so far, what changed, and the verdicts. */
class Batch {
  cart: Cart
  lastMid: number
  readonly results: Verdict[] = []
  readonly #changed = new Map<string, CartLine>()
  readonly #facts: Map<string, VariantFacts>
  readonly #nowMs: number

  constructor(
    cart: Cart,
    facts: Map<string, VariantFacts>,
    { lastMid, nowMs }: { lastMid: number; nowMs: number },
  ) {
    this.cart = cart
    this.lastMid = lastMid
    this.#facts = facts
    this.#nowMs = nowMs
  }

  get changed(): CartLine[] {
    return [...this.#changed.values()]
  }

  repeat(verdict: Verdict): void {
    this.results.push(verdict)
  }

  decide(mutation: Mutation): Verdict {
    const { mid } = mutation
    if (mid <= this.lastMid) throw new ToteError('mid_reused')
    if (mid > this.lastMid + 1)
      throw new ToteError('gap', undefined, { details: { expected: this.lastMid + 1 } })
    const applied = apply(mutation.op, this.cart, {
      nowMs: this.#nowMs,
      variant: (id) => this.#facts.get(id),
    })
    if (applied.ok) {
      this.cart = applied.cart
      for (const line of applied.changed) this.#changed.set(line.id, line)
    }
    const verdict: Verdict = applied.ok
      ? { ok: true, mid, rev: this.cart.rev }
      : {
          ok: false,
          mid,
          rev: this.cart.rev,
          code: applied.code,
          ...('free' in applied ? { free: applied.free } : {}),
        }
    this.lastMid = mid
    this.results.push(verdict)
    return verdict
  }
}

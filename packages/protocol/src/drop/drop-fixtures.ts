import { createHash } from 'node:crypto'
import { productIdSchema, showIdSchema, variantIdSchema } from '../ids.ts'
import { dropIdSchema, type Drop } from './drop.ts'
import { drawOrder, emptyHead, sealEntry, toWho, type DropEntry, type DropNews } from './drop-log.ts'

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export const SEED = sha256('the seed')
export const OPENS_AT = 10_000
export const WINDOW_MS = 5000

export const dropOf = (changes: Partial<Drop> = {}): Drop => ({
  id: dropIdSchema.parse('drop'),
  showId: showIdSchema.parse('evening'),
  productId: productIdSchema.parse('cup'),
  variantId: variantIdSchema.parse('cup-blue'),
  opensAt: OPENS_AT,
  windowMs: WINDOW_MS,
  perShopper: 2,
  holdMs: 60_000,
  commitment: sha256(SEED),
  ...changes,
})

export const whoOf = (name: string) => toWho(name, { salt: 'salt', sha256 })

/** A log under way, of whatever it is told: right or wrong. */
export class LogBook {
  readonly entries: DropEntry[] = []
  readonly #drop: Drop

  constructor(drop = dropOf()) {
    this.#drop = drop
    this.add({ kind: 'announced', drop }, 0)
  }

  get hash(): string {
    return this.entries.at(-1)?.hash ?? emptyHead.hash
  }

  add(news: DropNews, nowMs = OPENS_AT): this {
    const last = this.entries.at(-1) ?? emptyHead
    this.entries.push(sealEntry(news, { head: last, nowMs, sha256 }))
    return this
  }

  open(): this {
    return this.add({ kind: 'opened' })
  }

  enter(...names: string[]): this {
    for (const name of names) this.add({ kind: 'entered', who: whoOf(name) })
    return this
  }

  /** Ends the window; answers the order that the draw gave to these. */
  draw(names: readonly string[], seed = SEED): string[] {
    const head = this.hash
    const whos = new Map(names.map((name) => [whoOf(name), name]))
    const order = drawOrder([...whos.keys()], { seed, head, sha256 })
    this.add({ kind: 'ordered', seed, count: names.length }, OPENS_AT + WINDOW_MS)
    return order.map((who) => whos.get(who) ?? '')
  }

  turn(name: string, units = this.#drop.perShopper): this {
    return this.add({ kind: 'turn', who: whoOf(name), units, untilMs: 0 })
  }

  take(name: string, units = 1): this {
    return this.add({ kind: 'taken', who: whoOf(name), units })
  }

  pass(name: string): this {
    return this.add({ kind: 'passed', who: whoOf(name) })
  }
}

/** Five who entered in the window and one later: the first three had a turn, two took and one passed. */
export function finishedLog(): LogBook {
  const names = ['ann', 'ben', 'cleo', 'dan', 'eve']
  const log = new LogBook().open().enter(...names)
  const [first = '', second = '', third = ''] = log.draw(names)
  log.enter('late').turn(first).turn(second).take(second).pass(first).turn(third).take(third, 2)
  return log.add({ kind: 'soldOut' })
}

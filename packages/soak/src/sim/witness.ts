import type { KeptCart, QueuedMutation } from '@tote/core'
import type { Verdict } from '@tote/protocol'
import type { Process, SimClock } from './sim-clock.ts'
import type { DeviceWatch, SimPage } from './sim-device.ts'

/** What was sent before a shopper left arrives within this, on the slowest network. */
const UNDER_WAY_MS = 5000

export interface Violation {
  /** `I1` to `I15` of the protocol's design. */
  readonly invariant: string
  readonly text: string
}

/** One intent of a shopper, from the moment it was issued. */
export interface Issued {
  readonly uid: string
  readonly page: SimPage
  readonly what: string
  /** When the device's disk had it; null while it has not. */
  wipesWhenKept: number | null
  /** What the page was told at last. */
  outcome: string | null
  /** Acknowledged, and undone by a backup that was brought back. */
  isLostByRestore: boolean
}

export interface Acknowledged {
  readonly uid: string
  readonly verdict: Verdict
  readonly epoch: string
}

/** Sees what reaches pages and disks, and holds to it what can be held while it happens. */
export class Witness implements DeviceWatch {
  readonly issued = new Map<string, Issued>()
  readonly acknowledged: Acknowledged[] = []
  readonly violations: Violation[] = []
  readonly trace: string[] = []
  acts = 0
  /** Seeds in which shoppers only add: no page may ever show less. */
  isAddsOnly = false
  epoch: () => string = () => ''
  /** One node, and disks and databases that keep what they have: who has left hears nothing any more. */
  isSharp = false
  readonly #clock: SimClock
  readonly #startMs: number
  readonly #isTracing: boolean
  readonly #kept = new Map<Process, { epoch: string; cartId: string; rev: number }>()
  readonly #shown = new Map<Process, Map<string, number>>()
  readonly #showSeqs = new Map<Process, { seq: number; behindSinceMs: number | null }>()
  #hash = 0x811c9dc5

  constructor(clock: SimClock, isTracing: boolean) {
    this.#clock = clock
    this.#startMs = clock.now()
    this.#isTracing = isTracing
  }

  /** The same for two runs that went the same way. */
  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0')
  }

  note(text: string): void {
    const line = `${((this.#clock.now() - this.#startMs) / 1000).toFixed(3)} ${text}`
    if (this.#isTracing) this.trace.push(line)
    for (let index = 0; index < line.length; index += 1)
      this.#hash = Math.imul(this.#hash ^ line.charCodeAt(index), 0x01000193)
  }

  violate(invariant: string, text: string): void {
    this.note(`VIOLATION ${invariant}: ${text}`)
    // The first few tell the story; the rest repeat it.
    if (this.violations.length < 20) this.violations.push({ invariant, text })
  }

  issue(page: SimPage, uid: string, what: string): Issued {
    this.acts += 1
    this.note(`${page.process.name} ${what} ${uid}`)
    const issued: Issued = {
      uid,
      page,
      what,
      wipesWhenKept: null,
      outcome: null,
      isLostByRestore: false,
    }
    this.issued.set(uid, issued)
    return issued
  }

  /** I4: within an epoch no page keeps a lower revision of a cart than it did. */
  cartKept(page: Process, { epoch, cart }: KeptCart): void {
    const before = this.#kept.get(page)
    if (before?.epoch === epoch && before.cartId === cart.id && cart.rev < before.rev)
      this.violate('I4', `${page.name} went back from revision ${before.rev} to ${cart.rev}`)
    this.#kept.set(page, { epoch, cartId: cart.id, rev: cart.rev })
  }

  queued(entries: readonly QueuedMutation[]): void {
    for (const { uid } of entries) {
      const issued = this.issued.get(uid)
      if (issued !== undefined) issued.wipesWhenKept ??= issued.page.device.disk.wipes
    }
  }

  heard(page: SimPage, event: string, message: unknown): void {
    if (event === 'show.l' || event === 'stock') return
    this.note(`${page.process.name} < ${event} ${brief(message)}`)
    if (event === 'cart') this.#ownCart(page, String(Reflect.get(Object(message), 'cartId')))
    if (event === 'show') this.#follow(page, Object(message) as { from: number; to: number })
  }

  answered(page: SimPage, event: string, asked: unknown, answer: unknown): void {
    if (event === 'beat') return
    this.note(`${page.process.name} <- ${event.split('?')[0]} ${brief(answer)}`)
    if (event === 'mutate' || event === '/v1/mutate')
      this.#acknowledge(page, fieldsOf(asked), fieldsOf(answer))
    if (event === 'show.join') this.#joined(page, fieldsOf(answer))
  }

  /** I6: where shoppers only add, no page that is open ever shows less. */
  seen(page: SimPage): void {
    if (!this.isAddsOnly) return
    const { lines } = page.tote.cart.$cart.get()
    const now = new Map(lines.map((line) => [String(line.id), line.quantity]))
    for (const [id, before] of this.#shown.get(page.process) ?? [])
      if ((now.get(id) ?? 0) < before)
        this.violate('I6', `${page.process.name} showed ${before} of a line, now ${now.get(id) ?? 0}`)
    this.#shown.set(page.process, now)
  }

  /** After a backup was brought back: what it does not have was lost with it. */
  restored(known: ReadonlySet<string>): void {
    for (const issued of this.issued.values()) if (!known.has(issued.uid)) issued.isLostByRestore = true
  }

  /** I12: a page that missed something of the show has asked for it within two seconds, while it is connected. */
  checkShows(pages: readonly SimPage[]): void {
    for (const page of pages) {
      const followed = this.#showSeqs.get(page.process)
      if (followed === undefined || followed.behindSinceMs === null) continue
      const isOnline = page.tote.connection.$connection.get().status === 'online'
      if (isOnline && this.#clock.now() - followed.behindSinceMs > 12_000)
        this.violate('I12', `${page.process.name} has missed something of the show and not asked for it`)
    }
  }

  #ownCart(page: SimPage, cartId: string): void {
    if (!page.device.ownCarts.has(cartId))
      this.violate('I10', `${page.process.name} heard of cart ${cartId}, which was never its own`)
    const leftMs = page.device.leftCarts.get(cartId)
    if (this.isSharp && leftMs !== undefined && this.#clock.now() - leftMs > UNDER_WAY_MS)
      this.violate('I10', `${page.process.name} heard of cart ${cartId}, whose shopper is here no more`)
  }

  #follow(page: SimPage, { from, to }: { from: number; to: number }): void {
    const followed = this.#showSeqs.get(page.process)
    if (followed === undefined) return
    if (from <= followed.seq) followed.seq = Math.max(followed.seq, to)
    else followed.behindSinceMs ??= this.#clock.now()
  }

  #joined(page: SimPage, answer: Readonly<Record<string, unknown>>): void {
    const { snapshot, to } = answer
    const seq = Number(to ?? Reflect.get(Object(snapshot), 'seq'))
    this.#showSeqs.set(page.process, { seq, behindSinceMs: null })
  }

  #acknowledge(
    { epoch }: SimPage,
    asked: Readonly<Record<string, unknown>>,
    answer: Readonly<Record<string, unknown>>,
  ): void {
    const { muts } = asked
    const { results } = answer
    if (!Array.isArray(muts) || !Array.isArray(results)) return
    for (const [index, mutation] of muts.entries()) {
      const { uid } = Object(mutation) as { uid: string }
      // As the hub sent it: held against its log at the end.
      const verdict = results[index] as Verdict | undefined
      if (verdict === undefined) continue
      this.acknowledged.push({ uid, verdict, epoch })
      const issued = this.issued.get(uid)
      // An answer of before may arrive after the backup was brought back.
      if (issued !== undefined && epoch === this.epoch()) issued.isLostByRestore = false
    }
  }
}

function fieldsOf(message: unknown): Readonly<Record<string, unknown>> {
  return { ...Object(message) } as Record<string, unknown>
}

function brief(message: unknown): string {
  return (
    JSON.stringify(message, (key, value: unknown) => (key === 'catalogue' ? '…' : value))?.slice(0, 300) ?? ''
  )
}

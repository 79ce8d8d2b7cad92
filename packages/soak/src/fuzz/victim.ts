import { randomUUID } from 'node:crypto'
import type { FuzzTenant } from './fuzz-hub.ts'
import { FuzzPlace } from './fuzz-place.ts'
import type { Names } from './frames.ts'

/** Somebody who only shops: a cart with a word in it that nobody else may ever read, or change. */
export class Victim {
  readonly canary: string
  readonly #place: FuzzPlace
  readonly #say: (violation: string) => void
  #cart = ''
  #heard: string[] = []

  static async of(
    tenant: FuzzTenant,
    { say, ...site }: { url: string; publicUrl: string; say: (violation: string) => void },
  ): Promise<Victim> {
    const victim = new Victim(tenant, { ...site, say })
    await victim.#shop()
    return victim
  }

  private constructor(
    tenant: FuzzTenant,
    { say, ...site }: { url: string; publicUrl: string; say: (violation: string) => void },
  ) {
    this.canary = `canary-of-cart-${randomUUID()}`
    this.#say = say
    this.#place = new FuzzPlace({ ...site, say, tenant, hear: (text) => this.#heard.push(text) })
  }

  get names(): Names {
    const { cartId, placeId, journeyId, grant } = this.#place.granted
    return { cartId, placeId, journeyId, grant, clientId: this.#place.clientId, key: this.#place.tenant.key }
  }

  async #shop(): Promise<void> {
    await this.#place.open()
    await this.#place.connect()
    await this.#do(1, { op: 'setNote', text: this.canary })
    await this.#do(2, { op: 'addLine', variantId: 'mug', qty: 2, attrs: [['engraving', this.canary]] })
    this.#cart = await this.#read()
    if (!this.#cart.includes(this.canary)) throw new Error('the canary is not in its cart')
    this.#heard = []
  }

  /** Nothing of theirs was changed, nothing was told to them, and the hub still serves them. */
  async checkUntouched(): Promise<void> {
    const strange = this.#heard.find(
      (text) => text.startsWith('42["cart"') || text.startsWith('42["place.joined"'),
    )
    if (strange !== undefined)
      this.#say(`a bystander was told of what they did not do: ${strange.slice(0, 200)}`)
    if (!this.#place.isOpen) this.#say('a bystander was hung up on')
    await this.#place.open()
    await this.#place.connect()
    if ((await this.#read()) !== this.#cart) this.#say("a bystander's cart was changed")
    const answer = JSON.stringify(await this.#do(3, { op: 'addLine', variantId: 'mug', qty: 1 }))
    if (!answer.includes('"ok":true')) this.#say(`the hub does not serve any more: ${answer}`)
  }

  stop(): void {
    this.#place.close()
  }

  #do(mid: number, op: Record<string, unknown>): Promise<unknown> {
    const { cartId } = this.#place.granted
    const muts = [{ mid, uid: randomUUID(), at: Date.now(), op }]
    const message = { cartId, clientId: this.#place.clientId, sentAt: Date.now(), muts }
    return this.#place.ask('mutate', JSON.stringify(message))
  }

  async #read(): Promise<string> {
    const { cartId } = this.#place.granted
    const answer = await this.#place.ask('sync', JSON.stringify({ cartId, rev: 0, clientIds: [] }))
    return JSON.stringify(answer)
  }
}

/** What a shopper's cart has to be, without pages, networks, hubs or disks. */
export class CartModel {
  readonly lines = new Map<string, number>()
  /** Of these, what is sent home also where the cart is picked up. */
  readonly sent = new Set<string>()
  isPickedUp = false
  hasCode = false
  /** Pages that have acted since everything was last known to have arrived. */
  readonly actors = new Set<string>()
  /** All they did was adding, which comes out the same in any order. */
  #isAdding = true

  add(variantId: string, quantity: number): void {
    this.lines.set(variantId, (this.lines.get(variantId) ?? 0) + quantity)
  }

  set(variantId: string, quantity: number): void {
    this.lines.set(variantId, quantity)
    if (quantity > 0) return
    this.lines.delete(variantId)
    this.sent.delete(variantId)
  }

  send(variantId: string, isSent: boolean): void {
    if (isSent) this.sent.add(variantId)
    else this.sent.delete(variantId)
  }

  /** A line of both is got as it was here. */
  merge({ lines, sent }: CartModel): void {
    for (const [variantId, quantity] of lines) {
      if (sent.has(variantId) && !this.lines.has(variantId)) this.sent.add(variantId)
      this.add(variantId, quantity)
    }
  }

  /** Whether it is known what comes of it when this page does something: nothing of others is still on its way. */
  mayAct(page: string, isAdd: boolean): boolean {
    const isAlone = this.actors.size === 0 || (this.actors.size === 1 && this.actors.has(page))
    return isAlone || (isAdd && this.#isAdding)
  }

  acted(page: string, isAdd: boolean): void {
    this.#isAdding = (this.actors.size === 0 || this.#isAdding) && isAdd
    this.actors.add(page)
  }

  settled(): void {
    this.actors.clear()
    this.#isAdding = true
  }

  get text(): string {
    const lines = [...this.lines].map(([variantId, quantity]) => ({
      variantId,
      quantity,
      isSent: this.sent.has(variantId),
    }))
    return cartText(lines, this)
  }
}

/** A cart in one line, whoever has it. */
export function cartText(
  lines: readonly { variantId: string; quantity: number; isSent: boolean }[],
  { isPickedUp, hasCode }: { isPickedUp: boolean; hasCode: boolean },
): string {
  const texts = lines
    .map(({ variantId, quantity, isSent }) => `${variantId}:${quantity}${isSent ? ' sent' : ''}`)
    .toSorted()
  return [...texts, ...(isPickedUp ? ['pick-up'] : []), ...(hasCode ? ['code'] : [])].join()
}

/** What two devices of perhaps one shopper have to show. */
export class ShopModel {
  readonly #carts: [CartModel, CartModel] = [new CartModel(), new CartModel()]
  readonly isSignedIn: [boolean, boolean] = [false, false]

  cartOf(device: 0 | 1): CartModel {
    return this.#carts[device]
  }

  /** The first one brings its cart along, the second finds it there and adds its own. */
  signIn(device: 0 | 1): void {
    const other = device === 0 ? 1 : 0
    this.isSignedIn[device] = true
    if (!this.isSignedIn[other]) return
    this.#carts[other].merge(this.#carts[device])
    this.#carts[device] = this.#carts[other]
  }

  /** The next shopper at this device begins with nothing. */
  signOut(device: 0 | 1): void {
    this.isSignedIn[device] = false
    this.#carts[device] = new CartModel()
  }
}

import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { AskedCart, AskedCheckout, AskedLine, Order } from './contract.ts'
import type { Product } from './goods.ts'

const STORE = { id: 'rue-neuve', name: 'Rue Neuve 12', kind: 'store' }
const CODES: Readonly<Record<string, number>> = { SPRING10: 10 }
/** What a host may take off a price in a show: a slip of the hand is not sold. */
const MOST_OFF_PERCENT = 40

const TABLES = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS product (id TEXT PRIMARY KEY, title TEXT, more TEXT);
  CREATE TABLE IF NOT EXISTS variant (id TEXT PRIMARY KEY, product_id TEXT, title TEXT, more TEXT, stock INTEGER CHECK (stock >= 0));
  CREATE TABLE IF NOT EXISTS price (variant_id TEXT, currency TEXT, amount INTEGER, PRIMARY KEY (variant_id, currency));
  CREATE TABLE IF NOT EXISTS cart (ref TEXT PRIMARY KEY, id TEXT UNIQUE, rev INTEGER, lines TEXT);
  CREATE TABLE IF NOT EXISTS checkout (id TEXT PRIMARY KEY, cart_id TEXT, token TEXT UNIQUE, answer TEXT, lines TEXT,
    currency TEXT, total INTEGER, return_url TEXT, expires_at INTEGER, placed TEXT);
  CREATE TABLE IF NOT EXISTS news (id TEXT PRIMARY KEY, body TEXT, is_sent INTEGER DEFAULT 0);
`

type SoldLine = Order['lines'][number] & { readonly isSent?: boolean }
type Row = Record<string, string | number | null>

/** The shop itself: what it sells, its carts, its orders. What is made is named by what the hub calls it, so that what is asked twice is done once. */
export class Till {
  readonly #db: DatabaseSync
  readonly #url: string

  /** @param goods What a new shop has; one that was open before keeps its counts. */
  constructor(path: string, url: string, goods: readonly Product[]) {
    this.#db = new DatabaseSync(path)
    this.#db.exec(TABLES)
    this.#url = url
    this.#wholly(() => {
      for (const product of goods) this.#takeIn(product)
      return true
    })
  }

  /** Null for a currency it does not sell for. */
  catalogue(currency: string): object | null {
    const products = this.#all('SELECT * FROM product ORDER BY rowid').flatMap(({ id, title, more }) => {
      const variants = this.#all(
        'SELECT * FROM variant JOIN price ON variant_id = id WHERE product_id = ? AND currency = ? ORDER BY variant.rowid',
        id ?? null,
        currency,
      ).map((variant) => ({
        ...(JSON.parse(String(variant['more'])) as object),
        id: variant['id'],
        title: variant['title'],
        price: variant['amount'],
        stock: { [STORE.id]: variant['stock'] },
      }))
      return variants.length === 0 ? [] : [{ ...(JSON.parse(String(more)) as object), id, title, variants }]
    })
    if (products.length === 0) return null
    return { currency, locations: [STORE], products }
  }

  counts(variantIds: readonly string[]): object[] {
    return variantIds
      .flatMap((id) => this.#all('SELECT id, stock FROM variant WHERE id = ?', id))
      .map(({ id, stock }) => ({ variantId: id, locationId: STORE.id, count: stock }))
  }

  mirror(cart: AskedCart): object {
    const { lines, total, problems } = this.#judge(cart)
    // An older revision that comes late changes nothing.
    this.#run(
      `INSERT INTO cart VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, lines = excluded.lines
       WHERE rev IS NULL OR excluded.rev IS NULL OR excluded.rev >= rev`,
      randomUUID(),
      cart.cartId,
      cart.rev ?? null,
      JSON.stringify(lines),
    )
    const [row] = this.#all('SELECT ref FROM cart WHERE id = ?', cart.cartId)
    return { shopRef: row?.['ref'], total, problems }
  }

  open(asked: AskedCheckout): object {
    const [known] = this.#all('SELECT answer FROM checkout WHERE id = ?', asked.checkoutId)
    if (known !== undefined) return JSON.parse(String(known['answer'])) as object
    const { lines, total: whole, problems } = this.#judge(asked)
    if (problems.length > 0) return { ok: false, problems }
    const token = randomUUID()
    // As it was asked for, or not at all: the hub gives points back that it does not read here.
    const reduction = asked.reduction !== undefined && asked.reduction < whole ? asked.reduction : 0
    const total = whole - reduction
    const answer = {
      ...this.mirror(asked),
      ok: true,
      url: `${this.#url}/pay/${token}`,
      total,
      problems: undefined,
      ...(reduction === 0 ? {} : { reduction }),
    }
    // Another check-out of this cart was given up for this one.
    this.#run('UPDATE checkout SET token = NULL WHERE cart_id = ? AND placed IS NULL', asked.cartId)
    this.#run(
      'INSERT INTO checkout VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)',
      asked.checkoutId,
      asked.cartId,
      token,
      JSON.stringify(answer),
      JSON.stringify(lines),
      asked.market.currencyCode,
      total,
      asked.returnUrl ?? null,
      asked.expiresAtMs,
    )
    return answer
  }

  order(checkoutId: string): Order | null {
    const [row] = this.#all('SELECT placed FROM checkout WHERE id = ?', checkoutId)
    return row?.['placed'] == null ? null : (JSON.parse(String(row['placed'])) as Order)
  }

  /** What is paid at this address; null when there is nothing. */
  bill(token: string) {
    const [row] = this.#all('SELECT * FROM checkout WHERE token = ?', token)
    if (row === undefined) return null
    const lines = (JSON.parse(String(row['lines'])) as SoldLine[]).map((line) => {
      const [names] = this.#all(
        'SELECT product.title AS whole, variant.title AS part FROM variant JOIN product ON product.id = product_id WHERE variant.id = ?',
        line.variantId,
      )
      const [whole, part] = [String(names?.['whole']), String(names?.['part'])]
      return { ...line, title: whole === part ? whole : `${whole}, ${part}` }
    })
    return {
      checkoutId: String(row['id']),
      cartId: String(row['cart_id']),
      currency: String(row['currency']),
      total: Number(row['total']),
      returnUrl: row['return_url'] === null ? null : String(row['return_url']),
      isOver: Number(row['expires_at']) < Date.now(),
      isPlaced: row['placed'] !== null,
      lines,
    }
  }

  /** Takes the money, which here is none, and the goods. Paid twice it is one order; false when goods or time are gone. */
  pay(token: string): boolean {
    return this.#wholly(() => {
      const bill = this.bill(token)
      if (bill === null || bill.isPlaced) return bill !== null
      if (bill.isOver) return false
      const lines = bill.lines.map(({ title: _title, isSent: _isSent, ...line }) => line)
      const taken = lines.map(({ variantId, quantity }) =>
        this.#run('UPDATE variant SET stock = stock - ?1 WHERE id = ?2 AND stock >= ?1', quantity, variantId),
      )
      if (taken.includes(0)) return false
      const order: Order = {
        checkoutId: bill.checkoutId,
        orderRef: `order-${randomUUID().slice(0, 8)}`,
        currencyCode: bill.currency,
        total: bill.total,
        placedAtMs: Date.now(),
        lines,
      }
      this.#run('UPDATE checkout SET placed = ? WHERE id = ?', JSON.stringify(order), bill.checkoutId)
      // What the shopper adds from now on is another cart of ours.
      this.#run('UPDATE cart SET id = NULL WHERE id = ?', bill.cartId)
      this.#note('order.placed', order)
      this.#note('stock.counted', { counts: this.counts([...new Set(lines.map((line) => line.variantId))]) })
      return true
    })
  }

  setStock(variantId: string, count: number): void {
    this.#wholly(() => {
      this.#run('UPDATE variant SET stock = ? WHERE id = ?', count, variantId)
      this.#note('stock.counted', { counts: this.counts([variantId]) })
      return true
    })
  }

  unsent(): { id: string; body: string }[] {
    return this.#all('SELECT id, body FROM news WHERE is_sent = 0 ORDER BY rowid').map(({ id, body }) => ({
      id: String(id),
      body: String(body),
    }))
  }

  sent(id: string): void {
    this.#run('UPDATE news SET is_sent = 1 WHERE id = ?', id)
  }

  /** What can be sold of a cart, for how much, and what stands in the way of the rest. */
  #judge({ lines: asked, market, codes, fulfilment }: AskedCart) {
    const problems: object[] = []
    const left = new Map<string, number>()
    const lines = asked.flatMap((line): SoldLine[] => {
      const { lineId, variantId, quantity } = line
      const [row] = this.#all(
        'SELECT amount, stock FROM variant JOIN price ON variant_id = id WHERE id = ? AND currency = ?',
        variantId,
        market.currencyCode,
      )
      if (row === undefined) problems.push({ code: 'gone', lineId })
      if (row === undefined) return []
      const price = priceOf(line, Number(row['amount']))
      const available = left.get(variantId) ?? Number(row['stock'])
      const sold = Math.min(quantity, available)
      left.set(variantId, available - sold)
      if (sold < quantity) problems.push({ code: 'no_stock', lineId, available })
      if (price !== line.price) problems.push({ code: 'price_changed', lineId, price })
      return sold === 0 ? [] : [soldLine(line, sold, price)]
    })
    let total = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    for (const code of codes) {
      const percent = CODES[code]
      if (percent === undefined) problems.push({ code: 'bad_code', discountCode: code })
      else total = Math.round((total * (100 - percent)) / 100)
    }
    const { locationId = STORE.id } = fulfilment
    if (locationId !== STORE.id) problems.push({ code: 'bad_location', locationId })
    return { lines, total, problems }
  }

  #takeIn({ id, title, more = {}, variants }: Product): void {
    this.#run('INSERT OR IGNORE INTO product VALUES (?, ?, ?)', id, title, JSON.stringify(more))
    for (const variant of variants) {
      this.#run(
        'INSERT OR IGNORE INTO variant VALUES (?, ?, ?, ?, ?)',
        variant.id,
        id,
        variant.title,
        JSON.stringify(variant.more ?? {}),
        variant.count,
      )
      for (const [currency, amount] of Object.entries(variant.prices))
        this.#run('INSERT OR IGNORE INTO price VALUES (?, ?, ?)', variant.id, currency, amount)
    }
  }

  #note(type: string, data: unknown): void {
    const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data })
    this.#run('INSERT INTO news (id, body) VALUES (?, ?)', randomUUID(), body)
  }

  #all(sql: string, ...values: (string | number | null)[]): Row[] {
    return this.#db.prepare(sql).all(...values) as Row[]
  }

  /** Returns how many rows were changed. */
  #run(sql: string, ...values: (string | number | null)[]): number {
    return Number(this.#db.prepare(sql).run(...values).changes)
  }

  /** All of it is done, or none when it says false or fails. */
  #wholly(work: () => boolean): boolean {
    this.#db.exec('BEGIN IMMEDIATE')
    let isDone = false
    try {
      isDone = work()
    } finally {
      this.#db.exec(isDone ? 'COMMIT' : 'ROLLBACK')
    }
    return isDone
  }
}

/** A host's price is good for us if the hub took it off the price that we have now, and not too much of it. */
function priceOf({ price, shopPrice }: AskedLine, ours: number): number {
  const least = Math.ceil((ours * (100 - MOST_OFF_PERCENT)) / 100)
  return shopPrice === ours && price < ours && price >= least ? price : ours
}

function soldLine({ variantId, receipt, isSent }: AskedLine, quantity: number, price: number): SoldLine {
  return {
    variantId,
    quantity,
    price,
    ...(receipt === undefined ? {} : { receipt }),
    ...(isSent === true ? { isSent } : {}),
  }
}

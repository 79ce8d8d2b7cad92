/**
 * The house's own bag, as a shop has one: kept by the page, drawn by the page, filled by the buttons below the goods. The call at
 * the end hands it to Tote, which keeps it and the player's basket the same.
 *
 * @typedef {{ variantId: string, quantity: number }} Line
 * @typedef {{ hostCart(cart: { read(): Line[], write(changes: Line[]): void, subscribe(hear: () => void): () => void }): unknown }} BagTote
 * @typedef {{ push(call: (tote: BagTote) => void): unknown }} BagToteQueue
 */
const KEPT = 'ondine-bag'

/** @type {Set<() => void>} */
const hearing = new Set()

/** What the shop behind the hub calls the goods of this page; empty where it calls them the same. */
const shopIds = new Map(Object.entries(readShopIds()))
const pageIds = new Map([...shopIds].map(([ours, theirs]) => [theirs, ours]))

/** @returns {Record<string, string>} */
function readShopIds() {
  const given = document.querySelector('[data-shop-ids]')?.getAttribute('data-shop-ids') ?? ''
  try {
    return /** @type {Record<string, string>} */ (JSON.parse(given))
  } catch {
    // Served by a server that fills in nothing.
    return {}
  }
}

/** @returns {Map<string, number>} */
function read() {
  try {
    const kept = /** @type {[string, number][]} */ (JSON.parse(localStorage.getItem(KEPT) ?? '[]'))
    // A shop that was set up anew has other names for its goods.
    return new Map(kept.filter(([variantId]) => pageIds.size === 0 || pageIds.has(variantId)))
  } catch {
    // Nothing that this page wrote.
    return new Map()
  }
}

/** @param {Line[]} lines */
function write(lines) {
  const bag = read()
  for (const { variantId, quantity } of lines) {
    if (quantity > 0) bag.set(variantId, quantity)
    else bag.delete(variantId)
  }
  localStorage.setItem(KEPT, JSON.stringify([...bag]))
  changed()
}

function changed() {
  draw()
  for (const hear of hearing) hear()
}

/** @param {string} variantId */
function addOne(variantId) {
  write([{ variantId, quantity: (read().get(variantId) ?? 0) + 1 }])
}

function draw() {
  const bag = read()
  const count = [...bag.values()].reduce((sum, quantity) => sum + quantity, 0)
  const badge = document.querySelector('#bag-count')
  if (badge) badge.textContent = String(count)
  const list = document.querySelector('#bag ul')
  list?.replaceChildren(...[...bag].map(([variantId, quantity]) => drawLine(variantId, quantity)))
  document.querySelector('#bag p')?.toggleAttribute('hidden', count > 0)
}

/**
 * @param {string} variantId
 * @param {number} quantity
 */
function drawLine(variantId, quantity) {
  const line = document.createElement('li')
  const name = document.createElement('span')
  name.textContent = `${quantity} × ${nameOf(variantId)}`
  line.append(
    name,
    button('−', `One ${nameOf(variantId)} less`, () => write([{ variantId, quantity: quantity - 1 }])),
    button('+', `One ${nameOf(variantId)} more`, () => addOne(variantId)),
  )
  return line
}

/**
 * @param {string} sign
 * @param {string} label
 * @param {() => void} press
 */
function button(sign, label, press) {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = sign
  made.setAttribute('aria-label', label)
  made.addEventListener('click', press)
  return made
}

/**
 * The name on the page, and what the id says besides: `linen-shirt-s-chalk` is a linen shirt, s chalk.
 *
 * @param {string} variantId
 */
function nameOf(variantId) {
  const id = pageIds.get(variantId) ?? variantId
  for (const good of document.querySelectorAll('.goods [data-product]')) {
    const product = good.getAttribute('data-product') ?? ''
    if (id !== product && !id.startsWith(`${product}-`)) continue
    const which = id.slice(product.length + 1).replaceAll('-', ' ')
    return [good.querySelector('h3')?.textContent, which].filter(Boolean).join(', ')
  }
  return variantId
}

document.addEventListener('DOMContentLoaded', () => {
  draw()
  for (const good of document.querySelectorAll('.goods [data-variant]')) {
    const ours = good.getAttribute('data-variant') ?? ''
    const variantId = shopIds.get(ours) ?? ours
    const add = button('Put in the bag', `Put ${nameOf(variantId)} in the bag`, () => addOne(variantId))
    good.append(add)
  }
})
// The bag of another tab.
addEventListener('storage', ({ key }) => {
  if (key === KEPT) changed()
})

const tote = /** @type {BagToteQueue} */ (Reflect.get(window, 'tote') ?? [])
Object.assign(window, { tote })
tote.push(({ hostCart }) => {
  hostCart({
    read: () => [...read()].map(([variantId, quantity]) => ({ variantId, quantity })),
    write,
    subscribe(hear) {
      hearing.add(hear)
      return () => hearing.delete(hear)
    },
  })
})

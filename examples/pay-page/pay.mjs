import { openMedusa } from './medusa.mjs'
import { openVendure } from './vendure.mjs'

/**
 * A shop's own check-out in one page: it takes over what the hub opened, shows the bill and pays, all of it over the shop's store
 * API, as any storefront does.
 *
 * @typedef {{ lines: { title: string, quantity: number, amount: number }[], discount: number, delivery: number, total: number,
 *   currency: string }} Bill Amounts in major units.
 * @typedef {{ name: string, email: string, street: string, postcode: string, city: string, country: string }} Address
 * @typedef {{ take(): Promise<Bill | null>, pay(address: Address): Promise<string> }} Till `take` answers null where there is
 *   nothing to pay (any more), `pay` the order's own name.
 */

const main = /** @type {HTMLElement} */ (document.querySelector('main'))
const words = /** @type {HTMLElement} */ (document.querySelector('#words'))
const table = /** @type {HTMLTableElement} */ (document.querySelector('#bill'))
const form = /** @type {HTMLFormElement} */ (document.querySelector('#pay'))
const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'))

const { platform, api = '', key = '', country = '', sites = '' } = main.dataset
const asked = new URLSearchParams(location.search)
const till = platform === 'medusa' ? openMedusa({ api, key, country, asked }) : openVendure({ api, asked })

const bill = await till.take().catch(tellFailure)
if (bill === null)
  words.textContent = 'There is nothing to pay here. Go back: your basket is where you left it.'
if (bill) {
  words.textContent = ''
  drawBill(bill)
  button.textContent = `Pay ${money(bill.total, bill.currency)}`
  form.hidden = false
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void pay()
})

async function pay() {
  button.disabled = true
  words.textContent = 'One moment …'
  const given = Object.fromEntries(new FormData(form))
  const order = await till.pay(/** @type {Address} */ ({ ...given, country })).catch(tellFailure)
  button.disabled = false
  if (order === undefined) return
  const back = asked.get('back') ?? ''
  // Of the brand's own sites alone: anybody can write an address.
  if (URL.canParse(back) && sites.split(' ').includes(new URL(back).origin)) return location.replace(back)
  form.hidden = true
  words.textContent = `Thank you. Your order is ${order}.`
}

/** @param {unknown} error */
function tellFailure(error) {
  words.textContent = `The shop did not take it: ${error instanceof Error ? error.message : 'try again.'}`
  return undefined
}

/** @param {Bill} bill */
function drawBill({ lines, discount, delivery, total, currency }) {
  const row = (/** @type {string} */ name, /** @type {string} */ amount) => {
    const made = document.createElement('tr')
    const head = document.createElement('th')
    const cell = document.createElement('td')
    head.scope = 'row'
    head.textContent = name
    cell.textContent = amount
    made.append(head, cell)
    return made
  }
  table.tBodies[0]?.replaceChildren(
    ...lines.map(({ title, quantity, amount }) => row(`${quantity} × ${title}`, money(amount, currency))),
  )
  table.tFoot?.replaceChildren(
    ...(discount > 0 ? [row('Discount', `−${money(discount, currency)}`)] : []),
    row('Delivery', delivery === 0 ? 'free' : money(delivery, currency)),
    row('Together', money(total, currency)),
  )
  table.hidden = false
}

/**
 * @param {number} amount
 * @param {string} currency
 */
function money(amount, currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)
}

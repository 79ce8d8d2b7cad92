import { createHash } from 'node:crypto'
import type { Till } from './till.ts'

type Bill = NonNullable<ReturnType<Till['bill']>>

const STYLE = `
  body { display: grid; place-items: center; min-block-size: 100svb; margin: 0; background: #f6f1ea; color: #231f1a; font: 1rem/1.5 system-ui, sans-serif }
  main { box-sizing: border-box; inline-size: min(28rem, 100% - 2rem); padding: 2rem; border: 1px solid #e3d9cc; border-radius: .75rem; background: #fffdfb }
  h1 { margin: 0 0 1rem; font: 500 1.5rem/1.2 Georgia, serif }
  ul { margin: 0; padding: 0; list-style: none }
  li, .sum { display: flex; justify-content: space-between; gap: 1rem; margin: 0; padding-block: .75rem; border-block-end: 1px solid #e3d9cc }
  .sum { border: 0; font-weight: 600 }
  button { inline-size: 100%; min-block-size: 3rem; margin-block-start: 1rem; border: 0; border-radius: 2rem; background: #9a4526; color: #fff; font: 600 1rem system-ui, sans-serif; cursor: pointer }
  small { display: block; margin-block-start: 1rem; color: #6b5d4f }
`

/** Of this page: nothing but its own style. */
export const PAY_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** The check-out's page: what is bought, what it costs, and a button. */
export function payPage(bill: Bill | null): string {
  if (bill === null)
    return page('There is nothing to pay here', '<p>This check-out was given up for another one.</p>')
  if (bill.isPlaced) return page('Thank you', '<p>It is paid.</p>')
  if (bill.isOver)
    return page('This took too long', '<p>Your basket is still there: go back and pay again.</p>')
  const row = (name: string, amount: number) =>
    `<span>${text(name)}</span> <span>${text(money(amount, bill.currency))}</span>`
  const lines = bill.lines.map(
    ({ title, quantity, price, isSent }) =>
      `<li>${row(`${quantity} × ${title}${isSent === true ? ' (sent to you)' : ''}`, price * quantity)}</li>`,
  )
  return page(
    'Your order',
    `<ul>${lines.join('')}</ul><p class="sum">${row('Together', bill.total)}</p>
     <form method="post"><button>Pay</button></form><small>An example: no money is taken.</small>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title><style>${STYLE}</style><main><h1>${title}</h1>${body}</main></html>`
}

function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** Whatever it says, as text. */
const text = (value: string) => value.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

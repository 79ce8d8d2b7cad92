import type { Till } from './till.ts'

type Bill = NonNullable<ReturnType<Till['bill']>>

/** The check-out's page: what is bought, what it costs, and a button. */
export function payPage(bill: Bill | null): string {
  if (bill === null)
    return page('There is nothing to pay here', '<p>This check-out was given up for another one.</p>')
  if (bill.isPlaced) return page('Thank you', '<p>It is paid.</p>')
  if (bill.isOver)
    return page('This took too long', '<p>Your basket is still there: go back and pay again.</p>')
  const lines = bill.lines.map(
    ({ title, quantity, price }) =>
      `<li>${quantity} × ${text(title)}: ${text(money(price * quantity, bill.currency))}</li>`,
  )
  return page(
    'Your order',
    `<ul>${lines.join('')}</ul><p>Together ${text(money(bill.total, bill.currency))}</p>
     <form method="post"><button>Pay</button></form>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title><h1>${title}</h1>${body}</html>`
}

function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** Whatever it says, as text. */
const text = (value: string) => value.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

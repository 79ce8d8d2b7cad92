import type { Template } from '../internal/messages/template.ts'

/** The texts of what was ordered, which come with it. */
export const ordersEnglish = {
  'orders.label': 'Your orders',
  'orders.thanks': 'Thank you for your order!',
  'orders.number': 'Order {ref}',
  'orders.soldBy': 'Order {ref} from {seller}',
  'orders.sum': {
    by: 'count',
    one: '{count} item, {total}',
    other: '{count} items, {total}',
  },
  'orders.placed': 'Placed on {date}',
  'orders.line': '{count} × {title}',
  'orders.delivery': 'The shop sends it to you.',
  'orders.rest': 'The shop sends you: {what}',
  'orders.shipsFrom': 'Sent from: {stores}',
  'orders.sent': 'Sent from {store} on {date}',
  'orders.tracking': 'Tracking number: {tracking}',
  'orders.pickup': 'Pick it up at {store}. Show this code there:',
  'orders.scan': 'Code for the store to scan',
  'orders.ready': 'Ready from {date}',
  'orders.prepared': 'Waiting for you since {date}',
  'orders.hours': 'Opening hours',
  'orders.closed': 'Closed',
  'orders.handedOver': 'Picked up at {store} on {date}',
  'orders.refunded': 'Given back: {amount}',
  'orders.earlier': {
    by: 'count',
    one: '{count} earlier order',
    other: '{count} earlier orders',
  },
  'orders.close': 'Close',
  'orders.loading': 'Asking for your order…',
  'orders.unreachable': 'Your order is safe with the shop. Its details cannot be shown right now.',
  'orders.retry': 'Try again',
} as const satisfies Record<string, Template>

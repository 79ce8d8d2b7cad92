import { openApiDocument } from './open-api-document.ts'
import { namedSchemas, shopEndpoints, shopNewsData } from './shop-api.ts'

/** The contract as an OpenAPI 3.1 document, made from the schemas by which it is held. */
export function shopApiDocument(): Readonly<Record<string, unknown>> {
  return openApiDocument({
    title: 'A shop of your own behind Tote',
    description:
      'What a hub asks of a shop, and what a shop tells a hub. Every request, both ways, is signed by Standard Webhooks with one secret that both know. Money is whole minor units; times are milliseconds since 1970.',
    server: { name: 'shop', example: 'https://shop.example/tote' },
    namedSchemas,
    endpoints: shopEndpoints,
    unprocessable: 'It cannot be asked so: a currency that you do not sell for',
    news: shopNewsData,
    told,
  })
}

const told: Readonly<Record<string, string>> = {
  'catalogue.changed': 'Products or prices are others now: the hub reads the catalogue again',
  'stock.counted': 'How many there are now, at these locations',
  'stock.changed': 'Counts of these are others now: the hub asks',
  'order.placed': 'A check-out was paid',
  'order.refunded': 'Money was given back',
  'cart.changed': 'Your cart was changed in the shop itself: all that is in it now',
}

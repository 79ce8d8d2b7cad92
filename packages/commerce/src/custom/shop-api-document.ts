import * as z from 'zod'
import { envelope, namedSchemas, shopEndpoints, shopNewsData, type ShopEndpoint } from './shop-api.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** The contract as an OpenAPI 3.1 document, made from the schemas by which it is held. */
export function shopApiDocument(): Readonly<Record<string, unknown>> {
  const schemas = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(namedSchemas)) schemas.add(schema, { id })
  const paths: Record<string, unknown> = {}
  for (const [name, endpoint] of Object.entries(shopEndpoints)) {
    const title = `${name[0]?.toUpperCase()}${name.slice(1)}`
    schemas.add(envelope(endpoint.type, endpoint.request), { id: `${title}Request` })
    schemas.add(endpoint.answer, { id: `${title}Answer` })
    paths[endpoint.path] = { post: operation(endpoint, title) }
  }
  const webhooks: Record<string, unknown> = {}
  for (const [type, data] of Object.entries(shopNewsData)) {
    const title = type
      .split('.')
      .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
      .join('')
    schemas.add(envelope(type, data), { id: title })
    webhooks[type] = { post: news(type, title) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'A shop of your own behind Tote',
      version: '1',
      description:
        'What a hub asks of a shop, and what a shop tells a hub. Every request, both ways, is signed by Standard Webhooks with one secret that both know. Money is whole minor units; times are milliseconds since 1970.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '{shop}', variables: { shop: { default: 'https://shop.example/tote' } } }],
    security: [{ signature: [] }],
    paths,
    webhooks,
    components: {
      securitySchemes: {
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description:
            'Standard Webhooks: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, one or two of them, a space between. Refuse what is unsigned, or older or newer than five minutes, with 401.',
        },
      },
      parameters: { ...headers },
      schemas: toSchemas(schemas),
    },
  }
}

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
})

const headers = {
  id: header('webhook-id', 'Of this request; a part of what is signed.'),
  timestamp: header('webhook-timestamp', 'Seconds since 1970; a part of what is signed.'),
  key: header('idempotency-key', 'Names what is asked: the same key asks for the same thing again.'),
}

function operation({ type, summary }: ShopEndpoint, title: string) {
  return {
    operationId: type,
    summary,
    parameters: ['id', 'timestamp', 'key'].map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: { required: true, content: { 'application/json': { schema: ref(`${title}Request`) } } },
    responses: {
      '200': { description: 'Done', content: { 'application/json': { schema: ref(`${title}Answer`) } } },
      '401': { description: 'The signature is missing, wrong or old' },
      '422': { description: 'It cannot be asked so: a currency that you do not sell for' },
      '503': {
        description: 'Not now',
        headers: { 'retry-after': { description: 'Seconds', schema: { type: 'integer' } } },
      },
    },
  }
}

const told: Readonly<Record<string, string>> = {
  'catalogue.changed': 'Products or prices are others now: the hub reads the catalogue again',
  'stock.counted': 'How many there are now, at these locations',
  'stock.changed': 'Counts of these are others now: the hub asks',
  'order.placed': 'A check-out was paid',
  'order.refunded': 'Money was given back',
  'cart.changed': 'Your cart was changed in the shop itself: all that is in it now',
}

function news(type: string, title: string) {
  return {
    operationId: type,
    summary: told[type],
    parameters: ['id', 'timestamp'].map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: { required: true, content: { 'application/json': { schema: ref(title) } } },
    responses: {
      '2XX': { description: 'Taken. Anything else: post it again later, it does no harm' },
      '401': { description: 'The signature is missing, wrong or old' },
    },
  }
}

function toSchemas(registry: z.core.$ZodRegistry<{ id: string }>): Record<string, unknown> {
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => ref(id).$ref, io: 'input' })
  // Their own ids and dialect are the document's to say.
  const isOurs = ([key]: [string, unknown]) => key !== '$schema' && key !== '$id'
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      Object.fromEntries(Object.entries(schema).filter(isOurs)),
    ]),
  )
}

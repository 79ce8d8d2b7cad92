import * as z from 'zod'
import type { Endpoint } from './ask-signed.ts'
import { envelope } from './shop-api.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

interface Contract {
  readonly title: string
  readonly description: string
  readonly server: { readonly name: string; readonly example: string }
  /** What the document says once and refers to. */
  readonly namedSchemas: Readonly<Record<string, z.ZodType>>
  readonly endpoints: Readonly<Record<string, Endpoint>>
  /** When a request is answered with 422. */
  readonly unprocessable: string
  /** What is told to the hub, and in words. */
  readonly news?: Readonly<Record<string, z.ZodType>>
  readonly told?: Readonly<Record<string, string>>
}

/** A contract as an OpenAPI 3.1 document, made from the schemas by which it is held. */
export function openApiDocument({
  title: name,
  description,
  server,
  namedSchemas,
  endpoints,
  unprocessable,
  news: newsData,
  told = {},
}: Contract): Readonly<Record<string, unknown>> {
  const schemas = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(namedSchemas)) schemas.add(schema, { id })
  const paths: Record<string, unknown> = {}
  for (const [key, endpoint] of Object.entries(endpoints)) {
    const title = `${key[0]?.toUpperCase()}${key.slice(1)}`
    schemas.add(envelope(endpoint.type, endpoint.request), { id: `${title}Request` })
    schemas.add(endpoint.answer, { id: `${title}Answer` })
    paths[endpoint.path] = { post: operation(endpoint, { title, unprocessable }) }
  }
  const webhooks: Record<string, unknown> = {}
  for (const [type, data] of Object.entries(newsData ?? {})) {
    const title = type
      .split('.')
      .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
      .join('')
    schemas.add(envelope(type, data), { id: title })
    webhooks[type] = { post: news(type, { title, summary: told[type] }) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: name,
      version: '1',
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `{${server.name}}`, variables: { [server.name]: { default: server.example } } }],
    security: [{ signature: [] }],
    paths,
    ...(newsData === undefined ? {} : { webhooks }),
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

function operation(
  { type, summary }: Endpoint,
  { title, unprocessable }: { title: string; unprocessable: string },
) {
  return {
    operationId: type,
    summary,
    parameters: ['id', 'timestamp', 'key'].map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: { required: true, content: { 'application/json': { schema: ref(`${title}Request`) } } },
    responses: {
      '200': { description: 'Done', content: { 'application/json': { schema: ref(`${title}Answer`) } } },
      '401': { description: 'The signature is missing, wrong or old' },
      '422': { description: unprocessable },
      '503': {
        description: 'Not now',
        headers: { 'retry-after': { description: 'Seconds', schema: { type: 'integer' } } },
      },
    },
  }
}

function news(type: string, { title, summary }: { title: string; summary: string | undefined }) {
  return {
    operationId: type,
    summary,
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

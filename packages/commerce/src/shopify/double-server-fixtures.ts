import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import {
  execute,
  getDirectiveValues,
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { adminRoot } from './double-admin-fixtures.ts'
import { DoubleShop } from './double-shop-fixtures.ts'
import { storefrontRoot, type DoubleContext } from './double-storefront-fixtures.ts'
import { API_VERSION } from './platform.ts'
import { readPublishedSchema } from './published-schema-fixtures.ts'

export interface DoubleKeys {
  readonly storefrontToken: string
  readonly clientId: string
  readonly secret: string
}

export interface DoubleServer {
  readonly port: number
  readonly shop: DoubleShop
  /** Questions that Shopify's own schema does not allow, in its words. None may ever be sent. */
  readonly wrongQuestions: readonly string[]
  /** Each operation that was asked, by its name. */
  readonly asked: readonly string[]
  readonly refusesOutright: Set<string>
  /** As many of the next questions to the Admin API are answered that too much was asked. */
  throttled: number
  /** More products at once are too much for one question. */
  mostProducts: number
  /** Tokens that were bought so far. */
  readonly tokens: Set<string>
  close(): Promise<void>
}

interface Question {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode | undefined
  readonly errors: readonly GraphQLError[]
}

const COST = { requestedQueryCost: 300, throttleStatus: { currentlyAvailable: 100, restoreRate: 100 } }

/**
 * A double of Shopify on HTTP: both its GraphQL APIs over Shopify's own published schemas, the buying of tokens, and its posts,
 * signed as it signs them. Every question is held against the schema before it is answered.
 */
export async function serveDouble(keys: DoubleKeys, hubUrl: string): Promise<DoubleServer> {
  const [storefront, admin] = await Promise.all([
    readPublishedSchema('storefront-graphql'),
    readPublishedSchema('admin'),
  ])
  const posting = new Set<Promise<unknown>>()
  const shop = new DoubleShop((topic, content) => {
    const body = JSON.stringify(content)
    const post = fetch(hubUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': topic,
        'x-shopify-hmac-sha256': createHmac('sha256', keys.secret).update(body).digest('base64'),
        'x-shopify-shop-domain': 'brand.myshopify.com',
        'x-shopify-api-version': API_VERSION,
        'x-shopify-webhook-id': randomUUID(),
        'x-shopify-event-id': randomUUID(),
        'x-shopify-triggered-at': new Date().toISOString(),
      },
      body,
    }).finally(() => posting.delete(post))
    posting.add(post)
  })
  const state = { throttled: 0, mostProducts: 250 }
  const wrongQuestions: string[] = []
  const asked: string[] = []
  const tokens = new Set<string>()
  const questions = new Map<string, Question>()
  let origin = ''
  const { root, refusesOutright } = storefrontRoot(shop, () => origin)
  const adminAnswers = adminRoot(shop)

  async function answer(request: IncomingMessage): Promise<{ status: number; content: unknown }> {
    const body = Buffer.concat(await request.toArray()).toString()
    switch (request.url) {
      case '/admin/oauth/access_token':
        return sellToken(new URLSearchParams(body))
      case `/api/${API_VERSION}/graphql.json`:
        return request.headers['shopify-storefront-private-token'] === keys.storefrontToken
          ? askGraphql(storefront, root, body)
          : UNAUTHORIZED
      case `/admin/api/${API_VERSION}/graphql.json`:
        return tokens.has(String(request.headers['x-shopify-access-token'])) ? askAdmin(body) : UNAUTHORIZED
      default:
        return { status: 404, content: { errors: 'Not Found' } }
    }
  }

  function sellToken(asking: URLSearchParams) {
    const isRight =
      asking.get('grant_type') === 'client_credentials' &&
      asking.get('client_id') === keys.clientId &&
      asking.get('client_secret') === keys.secret
    if (!isRight) return { status: 400, content: { error: 'invalid_client' } }
    const token = `shpat_${randomUUID()}`
    tokens.add(token)
    return { status: 200, content: { access_token: token, scope: 'read_orders', expires_in: 86_399 } }
  }

  async function askAdmin(body: string) {
    if (state.throttled === 0) return askGraphql(admin, adminAnswers, body)
    state.throttled -= 1
    const errors = [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }]
    return { status: 200, content: { errors, extensions: { cost: COST } } }
  }

  /** A schema of thousands of types takes its time, and the adapter asks the same again and again. */
  function read(schema: GraphQLSchema, query: string) {
    const known = questions.get(query)
    if (known !== undefined) return known
    const document = parse(query)
    const operation = document.definitions.find(
      (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
    )
    const question = { document, operation, errors: validate(schema, document) }
    questions.set(query, question)
    return question
  }

  async function askGraphql(schema: GraphQLSchema, rootValue: unknown, body: string) {
    // Any JSON a client may send; a wrong one is the schema's to refuse.
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> }
    const { document, operation, errors } = read(schema, query)
    asked.push(operation?.name?.value ?? '')
    if (errors.length > 0) {
      wrongQuestions.push(...errors.map(({ message }) => message))
      return { status: 200, content: { errors } }
    }
    if (Number(variables['products'] ?? 0) > state.mostProducts) {
      const tooMuch = new GraphQLError('Too much', { extensions: { code: 'MAX_COST_EXCEEDED' } })
      return { status: 200, content: { errors: [tooMuch] } }
    }
    const given = operation === undefined ? undefined : contextIn(schema, operation, variables)
    const context: DoubleContext = { country: countryIn(given) }
    const content = await execute({
      schema,
      document,
      rootValue,
      contextValue: context,
      variableValues: variables,
    })
    if ('errors' in content && content.errors !== undefined)
      wrongQuestions.push(...content.errors.map(({ message }) => message))
    return { status: 200, content }
  }

  const server = createServer((request, response) => {
    void answer(request).then(
      ({ status, content }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the double has no port')
  origin = `http://127.0.0.1:${address.port}`
  return Object.assign(state, {
    port: address.port,
    shop,
    wrongQuestions,
    asked,
    refusesOutright,
    tokens,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      await Promise.allSettled(posting)
    },
  })
}

const UNAUTHORIZED = { status: 401, content: { errors: '[API] Invalid API key or access token' } }

function countryIn(given: Record<string, unknown> | undefined): string | null {
  const country = given?.['country']
  return typeof country === 'string' ? country : null
}

function contextIn(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const directive = schema.getDirective('inContext')
  if (directive == null) return undefined
  const { variableValues } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
  return getDirectiveValues(directive, operation, variableValues)
}

import { readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql'
import { API_VERSION } from './platform.ts'

/**
 * Shopify's own schema of one of its APIs, as Shopify publishes it on npm (in `@shopify/dev-mcp`, for its own tools), of the
 * version that the adapter asks. It has no resolvers; what answers is the caller's.
 */
export async function readPublishedSchema(api: 'admin' | 'storefront-graphql'): Promise<GraphQLSchema> {
  const manifest = findPackageJSON('@shopify/dev-mcp', import.meta.url)
  if (manifest === undefined) throw new Error('@shopify/dev-mcp is not installed: pnpm install')
  const file = join(dirname(manifest), 'dist', 'data', `${api}_${API_VERSION}.json.gz`)
  // It is what it says, or buildClientSchema throws.
  const { data } = JSON.parse(gunzipSync(await readFile(file)).toString()) as { data: IntrospectionQuery }
  // Answers that come in parts are an experiment of the library that executes them here, and nothing asks for them.
  const directives = data.__schema.directives.filter(({ name }) => name !== 'defer')
  return buildClientSchema({ __schema: { ...data.__schema, directives } }, { assumeValid: true })
}

import { askJson } from '../ask-json.ts'

/** One of Vendure's two GraphQL APIs, as one client: it stays in the session it was given. */
export interface VendureApi {
  /** @throws with what it answered, when it did not do all of it. */
  <Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>
}

export function openVendureApi(url: string, headers: Readonly<Record<string, string>> = {}): VendureApi {
  let session: Record<string, string> = {}
  return async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const { content, headers: answered } = await askJson(url, {
      headers: { ...headers, ...session },
      body: { query, variables },
    })
    const token = answered.get('vendure-auth-token')
    if (token !== null && token !== '') session = { authorization: `Bearer ${token}` }
    const { data, errors } = content as { data: Data; errors?: unknown }
    if (errors !== undefined) throw new Error(`Vendure refused ${query}: ${JSON.stringify(errors)}`)
    return data
  }
}

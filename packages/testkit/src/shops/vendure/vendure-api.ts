import { askJson } from '../ask-json.ts'

/** One of Vendure's two GraphQL APIs, as one client: it stays in the session it was given. */
export interface VendureApi {
  /**
   * @param files By the path of the variable that each is for; such a variable is null.
   * @throws with what it answered, when it did not do all of it.
   */
  <Data>(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    files?: Readonly<Record<string, File>>,
  ): Promise<Data>
}

export function openVendureApi(url: string, headers: Readonly<Record<string, string>> = {}): VendureApi {
  let session: Record<string, string> = {}
  return async <Data>(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    files: Readonly<Record<string, File>> = {},
  ) => {
    const asked = { query, variables }
    const { content, headers: answered } = await askJson(
      url,
      Object.keys(files).length === 0
        ? { headers: { ...headers, ...session }, body: asked }
        : // Apollo takes a form from nobody who does not say so.
          {
            headers: { ...headers, ...session, 'apollo-require-preflight': 'true' },
            body: toForm(asked, files),
          },
    )
    const token = answered.get('vendure-auth-token')
    if (token !== null && token !== '') session = { authorization: `Bearer ${token}` }
    const { data, errors } = content as { data: Data; errors?: unknown }
    if (errors !== undefined) throw new Error(`Vendure refused ${query}: ${JSON.stringify(errors)}`)
    return data
  }
}

/** Words as Vendure takes them: in each language it has, which here is one. */
export const en = (text: Readonly<Record<string, string>>) => [{ languageCode: 'en', ...text }]

/** As the GraphQL multipart request specification has it. */
function toForm(asked: object, files: Readonly<Record<string, File>>): FormData {
  const form = new FormData()
  const paths = Object.keys(files)
  form.set('operations', JSON.stringify(asked))
  form.set('map', JSON.stringify(Object.fromEntries(paths.map((path, index) => [index, [path]]))))
  for (const [index, file] of Object.values(files).entries()) form.set(String(index), file)
  return form
}

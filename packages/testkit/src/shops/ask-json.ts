export interface JsonRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; a form is sent as it is. */
  readonly body?: unknown
}

/** Asks a shop under test for JSON. @throws with all that it answered, when it refused. */
export async function askJson(
  url: string,
  { method = 'POST', headers = {}, body }: JsonRequest,
): Promise<{ readonly content: unknown; readonly headers: Headers }> {
  const isForm = body instanceof FormData
  const response = await fetch(url, {
    method,
    // A form brings its own type, with the border between its parts.
    headers: isForm ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url} was answered ${response.status}: ${text}`)
  return { content: text === '' ? null : JSON.parse(text), headers: response.headers }
}

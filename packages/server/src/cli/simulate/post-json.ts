import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { errorBodySchema, ToteError, toToteError } from '@tote/protocol'

export interface JsonRequest {
  readonly method?: 'GET' | 'POST'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Which of this machine's addresses it comes from; `fetch` does not let one choose. */
  readonly localAddress?: string | undefined
}

export interface JsonAnswer {
  readonly body: unknown
  readonly cookies: readonly string[]
}

/** @throws ToteError the hub's refusal, or `hub_unreachable`. */
export function askJson(
  url: string,
  { method = 'POST', body, headers = {}, localAddress }: JsonRequest,
): Promise<JsonAnswer> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(new ToteError('hub_unreachable', undefined, { cause }))
    const request = send(
      url,
      {
        method,
        agent: false,
        headers: { 'content-type': 'application/json', ...headers },
        ...(localAddress === undefined ? {} : { localAddress }),
        timeout: 10_000,
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', fail)
        response.on('end', () => {
          try {
            const answer: unknown = JSON.parse(Buffer.concat(chunks).toString())
            const failed = errorBodySchema.safeParse(answer)
            if (failed.success) reject(toToteError(failed.data))
            else resolve({ body: answer, cookies: response.headers['set-cookie'] ?? [] })
          } catch (cause) {
            fail(cause)
          }
        })
      },
    )
    request.on('timeout', () => request.destroy(new Error('no answer in time')))
    request.on('error', fail)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

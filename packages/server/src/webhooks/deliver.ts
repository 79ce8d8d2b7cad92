import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { checkedLookup, checkLiteralHost, type AddressRule } from './public-address.ts'

/** The specification's own advice: an endpoint that takes longer should answer first and work later. */
const ANSWER_WITHIN_MS = 15_000

export interface Delivery {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Posts one message. Resolves to null when it was taken (2xx), else to why it was not. Follows no redirect. */
export type Deliver = (delivery: Delivery) => Promise<string | null>

export function createDeliver(rule: AddressRule): Deliver {
  const lookup = checkedLookup(rule)

  return async ({ url, headers, body }) => {
    try {
      const target = new URL(url)
      if (target.protocol !== 'https:' && !rule.allowsLoopback) return 'its address is not https'
      checkLiteralHost(target.hostname, rule)
      const { statusCode = 0 } = await ask(target, body, {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        lookup,
        // No pool: each connection is to an address that was checked for it.
        agent: false,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      })
      return statusCode >= 200 && statusCode < 300 ? null : `it answered ${statusCode}`
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}

function ask(target: URL, body: string, options: RequestOptions): Promise<IncomingMessage> {
  const send = target.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((done, fail) => {
    const request = send(target, options, (response) => {
      // What it says besides the status is not for us, however long.
      response.destroy()
      done(response)
    })
    request.once('error', fail)
    request.end(body)
  })
}

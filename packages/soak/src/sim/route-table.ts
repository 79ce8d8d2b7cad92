import { ToteError, toErrorBody } from '@tote/protocol'
import { toToteFailure, type HubParts } from '@tote/server/parts'

export interface SimRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly address: string
}

type Handler = (request: unknown, reply: unknown) => unknown

interface Route {
  readonly method: string
  readonly parts: readonly string[]
  readonly handler: Handler
}

const reply = { header: () => reply, code: () => reply, send: (body: unknown) => body }

/** Stands where Fastify does: holds the hub's own routes and runs them, without HTTP below. */
export class RouteTable {
  readonly #routes: Route[] = []
  readonly #hooks: Handler[] = []

  get = (path: string, handler: Handler) => this.#add('GET', path, handler)
  post = (path: string, handler: Handler) => this.#add('POST', path, handler)
  delete = (path: string, handler: Handler) => this.#add('DELETE', path, handler)

  addHook(_name: string, hook: Handler): void {
    this.#hooks.push(hook)
  }

  #add(method: string, path: string, handler: Handler): void {
    this.#routes.push({ method, parts: path.split('/'), handler })
  }

  /** What the hub answers, refusals included. */
  async answer(request: SimRequest, log: HubParts['log']): Promise<unknown> {
    try {
      const url = new URL(request.path, 'http://hub.test')
      const found = this.#find(request.method, url.pathname.split('/'))
      if (found === null) throw new ToteError('not_found')
      const full = {
        method: request.method,
        url: request.path,
        headers: request.headers,
        body: request.body,
        ip: request.address,
        params: found.params,
        query: Object.fromEntries(url.searchParams),
      }
      for (const hook of this.#hooks) await hook(full, reply)
      return await found.handler(full, reply)
    } catch (error) {
      return toErrorBody(toToteFailure(error, log))
    }
  }

  #find(
    method: string,
    path: readonly string[],
  ): { handler: Handler; params: Record<string, string> } | null {
    for (const route of this.#routes) {
      if (route.method !== method || route.parts.length !== path.length) continue
      const params: Record<string, string> = {}
      const isMatch = route.parts.every((part, index) => {
        const given = path[index] ?? ''
        if (!part.startsWith(':')) return part === given
        params[part.slice(1)] = decodeURIComponent(given)
        return true
      })
      if (isMatch) return { handler: route.handler, params }
    }
    return null
  }

  /** As `composeHub` takes it. The cast makes it so: only what is above is used of it. */
  asApp(): HubParts['app'] {
    return this as unknown as HubParts['app']
  }
}

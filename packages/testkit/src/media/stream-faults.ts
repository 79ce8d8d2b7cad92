import type { IncomingMessage, ServerResponse } from 'node:http'

export type Fault =
  /** Answered with this status. */
  | { readonly status: number }
  /** Bytes that are no media. */
  | { readonly junk: true }
  /** Taken and never answered. */
  | { readonly stall: true }
  /** The connection is cut. */
  | { readonly cut: true }

export interface StreamFaults {
  /** From now on what matches goes wrong, so many times. Returns the end of it. */
  fail(path: RegExp, fault: Fault, times?: number): () => void
  /** Lets other origins read it no longer. */
  forbid(): () => void
}

export interface Faults extends StreamFaults {
  /** Answers a request the wrong way, if that was asked for. */
  spoil(path: string, request: IncomingMessage, response: ServerResponse): boolean
}

interface Planned {
  readonly path: RegExp
  readonly fault: Fault
  left: number
}

export function createFaults(): Faults {
  const planned = new Set<Planned>()
  let isForbidden = false
  return {
    fail(path, fault, times = Number.POSITIVE_INFINITY) {
      const plan: Planned = { path, fault, left: times }
      planned.add(plan)
      return () => planned.delete(plan)
    },
    forbid() {
      isForbidden = true
      return () => (isForbidden = false)
    },
    spoil(path, request, response) {
      if (!isForbidden) response.setHeader('access-control-allow-origin', '*')
      const plan = [...planned].find((candidate) => candidate.left > 0 && candidate.path.test(path))
      if (plan === undefined) return false
      plan.left -= 1
      const { fault } = plan
      if ('status' in fault) response.writeHead(fault.status).end()
      else if ('junk' in fault) response.end('this is no media '.repeat(200))
      else if ('cut' in fault) request.socket.destroy()
      return true
    },
  }
}

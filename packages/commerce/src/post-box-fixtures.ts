import { createServer } from 'node:http'
import type { ShopPost } from './commerce-adapter.ts'

/** Where a shop under test posts its news, as to a hub. */
export interface PostBox {
  readonly url: string
  /** What came, as it came; it grows. */
  readonly posts: readonly ShopPost[]
  /** While false, every post is answered 503 and not kept. */
  isTaking: boolean
  /** Posts that were answered so. */
  readonly refused: number
  close(): Promise<void>
}

export async function openPostBox(): Promise<PostBox> {
  const posts: ShopPost[] = []
  const state = { isTaking: true, refused: 0 }
  const server = createServer((request, response) => {
    void request.toArray().then((parts: Buffer[]) => {
      if (!state.isTaking) {
        state.refused += 1
        response.writeHead(503).end()
        return
      }
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
      )
      posts.push({ headers, body: Buffer.concat(parts).toString(), receivedAtMs: Date.now() })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the box has no port')
  return Object.assign(state, {
    url: `http://127.0.0.1:${address.port}/news`,
    posts,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

import { createServer } from 'node:http'
import type { ShopPost } from './commerce-adapter.ts'

/** Where a shop under test posts its news, as to a hub. */
export interface PostBox {
  readonly url: string
  /** What came, as it came; it grows. */
  readonly posts: readonly ShopPost[]
  close(): Promise<void>
}

export async function openPostBox(): Promise<PostBox> {
  const posts: ShopPost[] = []
  const server = createServer((request, response) => {
    void request.toArray().then((parts: Buffer[]) => {
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
  return {
    url: `http://127.0.0.1:${address.port}/news`,
    posts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

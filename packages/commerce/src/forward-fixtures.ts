import { createServer, type IncomingMessage } from 'node:http'

export interface Forward {
  readonly port: number
  /** What was answered so far, as text. */
  readonly answers: readonly string[]
  close(): Promise<void>
}

/** What a relay must not hand on: it speaks for this connection alone, or of a body that has been unpacked since. */
const OWN = ['connection', 'content-encoding', 'content-length', 'host', 'keep-alive', 'transfer-encoding']

/** Hands every request on to a shop on the web: a wire can be cut before it, which cannot be done to a connection with TLS. */
export async function openForward(origin: string): Promise<Forward> {
  const answers: string[] = []
  async function ask(request: IncomingMessage): Promise<Response> {
    const body = Buffer.concat(await request.toArray())
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      OWN.includes(name) || value === undefined ? [] : [[name, [value].flat().join(', ')]],
    )
    return fetch(new URL(request.url ?? '/', origin), {
      method: request.method ?? 'GET',
      headers,
      redirect: 'manual',
      ...(body.length === 0 ? {} : { body }),
    })
  }
  const server = createServer((request, response) => {
    void ask(request)
      .then(async (answer) => {
        const text = await answer.text()
        answers.push(text)
        const headers = [...answer.headers].filter(([name]) => !OWN.includes(name))
        response.writeHead(answer.status, Object.fromEntries(headers)).end(text)
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('there is no port')
  return {
    port: address.port,
    answers,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

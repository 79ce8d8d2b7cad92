import { createServer } from 'node:net'
import { DemoError } from './step.ts'

/** The first `count` ports from `from` on that nobody listens on. */
export async function findPorts(count: number, from: number): Promise<number[]> {
  const found: number[] = []
  for (let port = from; found.length < count; port += 1) {
    // Far enough for many demos beside each other; past that something else is wrong.
    if (port > from + 400) throw new DemoError(`No free ports between ${from} and ${port} on 127.0.0.1.`)
    if (await isFree(port)) found.push(port)
  }
  return found
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

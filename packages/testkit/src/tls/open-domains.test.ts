import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { openDomains } from './open-domains.ts'

test('a browser that asks for the outer world and hangs up ends nobody else’s run', async () => {
  const domains = await openDomains({ 'brand.test': 9 })
  try {
    const [host = '', port] = (await domains.openProxy('127.0.0.1')).split(':')
    for (let count = 0; count < 20; count += 1) {
      const socket = connect({ host, port: Number(port) })
      await once(socket, 'connect')
      socket.write('CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test\r\n\r\nmore than is read')
      socket.resetAndDestroy()
      await once(socket, 'close')
    }
    const socket = connect({ host, port: Number(port) })
    socket.write('CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('502')
    socket.destroy()
  } finally {
    await domains.close()
  }
})

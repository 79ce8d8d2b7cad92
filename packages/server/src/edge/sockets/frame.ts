/**
 * One event as the bytes that go over the wire, made once for all who are sent it: a Socket.IO event packet of the
 * default namespace (`2[name,message]`) in an Engine.IO message (`4`) in one unmasked WebSocket text frame.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 * @see https://socket.io/docs/v4/socket-io-protocol/
 */
export interface Packet {
  /** What Engine.IO would be handed: the packet without the frame and without its own digit. */
  readonly text: string
  readonly frame: Buffer
}

/** The last fragment of a message (FIN), and text. */
const FINAL_TEXT = 0x81
const SHORT = 125
const LENGTH_IN_16_BITS = 126
const LENGTH_IN_64_BITS = 127

export function encodePacket(event: string, message: unknown): Packet {
  const text = `2${JSON.stringify([event, message])}`
  const length = Buffer.byteLength(text) + 1
  const head = length <= SHORT ? 2 : length <= 0xffff ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = FINAL_TEXT
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = LENGTH_IN_16_BITS
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = LENGTH_IN_64_BITS
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write('4', head)
  frame.write(text, head + 1)
  return { text, frame }
}

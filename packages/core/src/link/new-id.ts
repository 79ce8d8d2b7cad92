/**
 * A UUID of version 7, whose order is that of time. Not `crypto.randomUUID`, which a page without https lacks: such
 * a page is to be told why it cannot work, and not to fail before.
 * @see RFC 9562
 */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  // Version and variant take the first digit of their groups.
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = '89ab'.charAt((bytes[9] ?? 0) & 3)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-${variant}${digits.slice(3, 6)}-${digits.slice(6, 18)}`
}

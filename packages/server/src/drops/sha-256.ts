import { createHash } from 'node:crypto'

/** In lower-case hexadecimal, of the text's UTF-8. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

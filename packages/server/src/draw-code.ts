import { CLAIM_CODE_LENGTH, CLAIM_LETTERS } from '@tote/protocol'

/** A code that people read out and type. @param drawNumber An even choice of 0 up to what it is given. */
export function drawCode(drawNumber: (below: number) => number): string {
  let code = ''
  for (let index = 0; index < CLAIM_CODE_LENGTH; index += 1)
    code += CLAIM_LETTERS.charAt(drawNumber(CLAIM_LETTERS.length))
  return code
}

/** Consonants alone, none like another (RFC 8628, section 6.1): no word comes out, and nothing is misread. */
export const CLAIM_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
export const CLAIM_CODE_LENGTH = 8
export const CLAIM_CODE = /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/

/** What a shopper typed, as a code; null when it cannot be one. Case, spaces and dashes do not count. */
export function toClaimCode(typed: string): string | null {
  const code = typed.toUpperCase().replaceAll(/[\s‐-―-]/g, '')
  return CLAIM_CODE.test(code) ? code : null
}

/** In two halves, as it is read out: `WDJB-MJHT`. */
export function formatClaimCode(code: string): string {
  return `${code.slice(0, CLAIM_CODE_LENGTH / 2)}-${code.slice(CLAIM_CODE_LENGTH / 2)}`
}

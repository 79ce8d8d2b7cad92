import { parseAgreement, toText, type Agreement } from './agreement.ts'

/** A line of text that outlives the page. */
export interface HostCartMemory {
  read(): string | null
  write(text: string): void
}

export interface KeptAgreement {
  /** Read anew each time: another tab of the site may have written it. */
  read(): Agreement | null
  write(agreement: Agreement): void
}

/** What both carts agreed on last, kept for all pages of the site; without a memory, for this page. */
export function createKeptAgreement(memory: HostCartMemory = createPageMemory()): KeptAgreement {
  return {
    read: () => parseAgreement(memory.read()),
    write: (agreement) => memory.write(toText(agreement)),
  }
}

function createPageMemory(): HostCartMemory {
  let kept: string | null = null
  return {
    read: () => kept,
    write(text) {
      kept = text
    },
  }
}

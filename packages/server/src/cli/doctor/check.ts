/** `warning`: it runs, but not as in production. `fault`: it does not, or loses something. */
export type Finding =
  | { readonly status: 'ok'; readonly says: string }
  | { readonly status: 'warning' | 'fault'; readonly says: string; readonly todo: string }

/** One thing looked at, under its name. */
export interface Check {
  readonly name: string
  /** What was found; what is thrown is a fault by its message. */
  look(): Promise<Finding[]> | Finding[]
}

export const ok = (says: string): Finding => ({ status: 'ok', says })
export const warning = (says: string, todo: string): Finding => ({ status: 'warning', says, todo })
export const fault = (says: string, todo: string): Finding => ({ status: 'fault', says, todo })

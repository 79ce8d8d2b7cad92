export type PluralForms = { readonly [Category in Intl.LDMLPluralRule]?: string } & {
  /** The parameter whose number chooses the form. `zero` is used for 0 in every language. */
  readonly by: string
  readonly other: string
}

/** A text with `{names}` to fill in, or one such text for each plural category of the language. */
export type Template = string | PluralForms

export type MessageParameters = Readonly<Record<string, string | number>>

/** Fills a template in: numbers are written as the language writes them. What is not given stays in its braces. */
export function fillTemplate(template: Template, parameters: MessageParameters, lang: string): string {
  const text = typeof template === 'string' ? template : toForm(template, parameters, lang)
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = parameters[name]
    if (value === undefined) return braces
    return typeof value === 'number' ? numbersIn(lang).format(value) : value
  })
}

function toForm(forms: PluralForms, parameters: MessageParameters, lang: string): string {
  const count = Number(parameters[forms.by] ?? 0)
  if (count === 0 && forms.zero !== undefined) return forms.zero
  return forms[new Intl.PluralRules(lang).select(count)] ?? forms.other
}

/** Kept: to make one costs more than all else that is done to a text. */
const known = new Map<string, Intl.NumberFormat>()

function numbersIn(lang: string): Intl.NumberFormat {
  const found = known.get(lang) ?? new Intl.NumberFormat(lang)
  known.set(lang, found)
  return found
}

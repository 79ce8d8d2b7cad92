/** Where a page says what its platform calls our variants: `<script type="application/json" data-tote-variants>`. */
const WHERE = 'script[data-tote-variants]'

/** Empty where it says nothing. @throws Error for what is no object of texts, naming where. */
export function readNamedVariants(page: Document): Readonly<Record<string, string>> {
  const text = page.querySelector(WHERE)?.textContent ?? '{}'
  const given = parse(text)
  const entries: [string, unknown][] =
    typeof given === 'object' && given !== null ? Object.entries(given) : []
  const named = entries.flatMap(([ours, theirs]) =>
    typeof theirs === 'string' ? [[ours, theirs] as const] : [],
  )
  if (typeof given !== 'object' || given === null || Array.isArray(given) || named.length < entries.length)
    throw new Error(
      `${WHERE} holds no object of texts, such as {"shirt-m": "36110175633573"}: the ids of variants and what the shop calls them.`,
    )
  return Object.fromEntries(named)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import type { FeedImport } from '@tote/commerce/feed'

/** Long enough to know it again. */
const LONGEST = 60

/** Every value with where it stands, and what was not read, as lines for a terminal. */
export function showImport({ catalogue, sources, problems }: FeedImport): string {
  const lines: string[] = []
  let product = ''
  for (const { path, text, at } of sources) {
    const [, index = ''] = path.split('.')
    if (index !== product) lines.push('', `product ${index}`)
    product = index
    const place = path.split('.').slice(2).join('.')
    lines.push(`  ${place.padEnd(24)} ${shown(valueAt(catalogue, path))}  from ${shown(text)} (${at})`)
  }
  if (problems.length > 0)
    lines.push('', 'not read:', ...problems.map(({ at, why }) => `  ${tame(`${at}: ${why}`)}`))
  const variants = catalogue?.products.flatMap((one) => one.variants).length ?? 0
  lines.push(
    '',
    catalogue === null
      ? 'nothing that can be sold'
      : `${catalogue.products.length} products, ${variants} variants, prices in ${catalogue.currency}; ${problems.length} not read`,
  )
  return `${lines.join('\n').trimStart()}\n`
}

function valueAt(root: unknown, path: string): unknown {
  let value = root
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return value
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return tame(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
}

/** A feed is a stranger's: nothing of it may move the cursor or turn the writing round. */
function tame(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}]/gu,
    (sign) => `\\u${sign.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  )
}

/** A phone, a tablet, a desk. */
export const WIDTHS = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
] as const
export const SCHEMES = ['light', 'dark'] as const

export function pictureName(look: string, width: number, scheme: string): string {
  return `${look.replace(/\W+/g, '-')}.${width}.${scheme}.png`
}

/** A page with all pictures beside each other, a row a state. */
export function sheetOf(names: readonly string[]): string {
  const picture = (name: string, width: number, scheme: string) => {
    const file = pictureName(name, width, scheme)
    return `<a href="${file}"><img src="${file}" loading="lazy" alt="${name}, ${width}, ${scheme}"></a>`
  }
  const rows = names.map(
    (name) =>
      `<section><h2>${name}</h2><div>${SCHEMES.flatMap((scheme) =>
        WIDTHS.map(({ width }) => picture(name, width, scheme)),
      ).join('')}</div></section>`,
  )
  return `<!doctype html><meta charset="utf-8"><title>Looks</title>
<style>
  body { margin: 1rem; font: 1rem/1.4 system-ui, sans-serif; background: #888 }
  h2 { margin: 1rem 0 0.5rem; font-size: 1rem }
  div { display: flex; gap: 0.5rem; align-items: start }
  img { display: block; block-size: 18rem; inline-size: auto }
</style>
${rows.join('\n')}
`
}

import { parseSync } from 'vite'

export interface ImportRecord {
  /** As written: `./cart.ts`, `@tote/core`, `node:fs`. */
  readonly specifier: string
  readonly how: 'static' | 'dynamic'
  /** `export * from`: everything another file has, unnamed. */
  readonly isStar: boolean
}

/** What a file imports, as the parser sees it; type-only imports count, comments and strings do not. */
export function readImports(path: string, source: string): ImportRecord[] {
  const { module, errors } = parseSync(path, source)
  const [error] = errors
  if (error !== undefined) throw new SyntaxError(`${path} cannot be read: ${error.message}`)
  const found: ImportRecord[] = []
  for (const { moduleRequest } of module.staticImports) {
    found.push({ specifier: moduleRequest.value, how: 'static', isStar: false })
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName } of entries) {
      if (moduleRequest) {
        found.push({
          specifier: moduleRequest.value,
          how: 'static',
          isStar: importName.kind === 'AllButDefault',
        })
      }
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    // A request that is computed names nothing that could be held to a rule.
    const specifier = /^['"`]([^'"`$]+)['"`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[1]
    if (specifier !== undefined) found.push({ specifier, how: 'dynamic', isStar: false })
  }
  return found
}

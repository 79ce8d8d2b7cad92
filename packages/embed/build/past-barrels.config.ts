import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync, type Plugin } from 'vite'

/**
 * Has every module import from the file that a name comes from, not from the list of all names of its package. Whatever
 * the list leads to would count as wanted by the shell otherwise, and ride in its file, though a later chunk alone reads it.
 *
 * @param lists The file of each package that does nothing but export from others, by the package's name.
 */
export function pastBarrels(lists: Readonly<Record<string, string>>): Plugin {
  const origins = new Map(Object.entries(lists).map(([name, file]) => [name, originsOf(file)]))
  return {
    name: 'tote-past-barrels',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.ts')) return null
      let result = ''
      let kept = 0
      for (const { start, end, moduleRequest, entries } of parseSync(id, code).module.staticImports) {
        const origin = origins.get(moduleRequest.value)
        if (origin === undefined) continue
        const names = entries.flatMap(({ isType, importName, localName }) =>
          isType || importName.kind !== 'Name' ? [] : [{ name: importName.name ?? '', as: localName.value }],
        )
        const lines = names.map(({ name, as }) => {
          const from = origin.get(name)
          if (from === undefined)
            throw new Error(`${id}: ${moduleRequest.value} has no ${name} of a file of its own`)
          return `import { ${name} as ${as} } from ${JSON.stringify(from)};`
        })
        result += code.slice(kept, start) + lines.join('')
        kept = end
      }
      return kept === 0 ? null : { code: result + code.slice(kept), map: null }
    },
  }
}

/** Where each name of the list comes from. */
function originsOf(list: string): ReadonlyMap<string, string> {
  const { staticExports } = parseSync(list, readFileSync(list, 'utf8')).module
  return new Map(
    staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ exportName, importName, moduleRequest, isType }) =>
        isType || moduleRequest === null || importName.name !== exportName.name
          ? []
          : [[exportName.name ?? '', join(dirname(list), moduleRequest.value)] as const],
      ),
  )
}

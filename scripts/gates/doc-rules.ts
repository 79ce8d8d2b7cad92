/** What a link can be checked against: paths are as the link writes them, from its own file. */
export interface LinkWorld {
  exists(from: string, target: string): boolean
  read(target: string): string
}

/** Relative links and anchors of a Markdown file that lead nowhere. */
export function brokenLinks(path: string, markdown: string, world: LinkWorld): string[] {
  const prose = withoutCode(markdown)
  const targets = [
    ...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)|(?:src|href)="([^"]+)"/gm),
  ]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((target) => target !== '' && !/^[a-z][a-z+.-]*:|^\/\//i.test(target))
  return targets.flatMap((target) => {
    const [file = '', anchor] = decodeURI(target).split('#')
    if (file.startsWith('/')) return [`${path}: the link ${target} is absolute; links are relative`]
    if (file !== '' && !world.exists(path, file)) return [`${path}: the link ${target} leads nowhere`]
    if (!anchor || (file !== '' && !file.endsWith('.md'))) return []
    const page = file === '' ? markdown : world.read(file)
    return anchorsOf(page).has(anchor) ? [] : [`${path}: the link ${target} names no heading`]
  })
}

/**
 * Signs of the machine a file was written on: a package registry's host, a path below somebody's home.
 * @param registry The host this machine's packages come from.
 */
export function foreignTraces(path: string, text: string, registry: string | undefined): string[] {
  const traces = [...text.matchAll(REGISTRY), ...text.matchAll(MACHINE_PATH)].map((match) => match[0].trim())
  if (registry !== undefined && text.includes(registry)) traces.push(registry)
  return [...new Set(traces)].map(
    (trace) => `${path}: names ${trace}, which belongs to one machine and not into the repository`,
  )
}

const REGISTRY =
  /\b(?:registry|npm|pypi|deb|artifactory|nexus|pkgs?|mirrors?)\.[a-z0-9-]+\.(?:org|com|net|dev|io|jp|cn|local|internal)\b/gi
const MACHINE_PATH = /(?<![\w.~$}/-])\/(?:root|home|work|Users)\/[\w.-]+/g

function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '')
}

/** As GitHub makes them: lower case, spaces to hyphens, other signs dropped. */
function anchorsOf(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)].map((match) => match[1] ?? '')
  const named = [...markdown.matchAll(/\b(?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? '')
  const slugs = headings.map((heading) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
  return new Set([...slugs, ...named])
}

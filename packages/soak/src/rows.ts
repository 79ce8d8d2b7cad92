/** Rows for a terminal, or as Markdown for the document. */
export function toRows(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { markdown = false }: { markdown?: boolean | undefined },
): string {
  if (markdown)
    return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  )
  return [head, ...rows]
    .map(
      (cells) =>
        `${cells
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

/** More at once is a page to read, and hides what is shown. */
const MOST_LINES = 2

/**
 * A caption in as many as it takes for none to have more than two lines, each broken where it has to be: a browser cuts off
 * what is too long in a caption that was moved. Line breaks of the author stay where they do; marks such as `<i>` are closed at
 * the end of one and opened again in the next.
 *
 * @param fits Whether a text, without its marks, stands in one line.
 * @returns The text itself, alone, where it is short enough.
 */
export function toShortCaptions(text: string, fits: (line: string) => boolean): string[] {
  const own = text.split('\n')
  const lines = own.flatMap((line) => (fits(plain(line)) ? [line] : wrap(line, fits)))
  const pieces: string[] = []
  let open: string[] = []
  for (let at = 0; at < lines.length; at += MOST_LINES) {
    const piece = lines.slice(at, at + MOST_LINES).join('\n')
    const before = open.join('')
    open = marksAfter(open, piece)
    const after = open.toReversed().map((mark) => `</${nameOf(mark)}>`)
    pieces.push(`${before}${piece}${after.join('')}`)
  }
  return pieces
}

/** How long a text takes, against another: by what is read of it. */
export function readingLength(text: string): number {
  return Math.max(1, plain(text).length)
}

function wrap(line: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/(?<=\s)(?![^<]*>)/).flatMap((one) => breakWord(one, fits))) {
    if (current === '' || fits(plain(current + word).trimEnd())) current += word
    else {
      lines.push(current.trimEnd())
      current = word
    }
  }
  return [...lines, current.trimEnd()]
}

/** Languages that put no spaces between words are broken between them all the same. */
function breakWord(word: string, fits: (line: string) => boolean): string[] {
  if (word.includes('<') || fits(plain(word).trimEnd())) return [word]
  const parts: string[] = []
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(
    word,
  )) {
    const last = parts.length - 1
    // No line begins with a full stop.
    if (isWordLike === true || last < 0) parts.push(segment)
    else parts[last] += segment
  }
  // What is too long even so is better broken than cut off.
  return parts.flatMap((part) => (fits(part.trimEnd()) ? [part] : [...part]))
}

function marksAfter(open: readonly string[], text: string): string[] {
  const marks = [...open]
  for (const [mark] of text.matchAll(/<[^>]*>/g)) {
    if (mark.startsWith('</')) marks.pop()
    // A time inside a text opens nothing.
    else if (!/^<\d/.test(mark)) marks.push(mark)
  }
  return marks
}

function nameOf(mark: string): string {
  return /^<(\w+)/.exec(mark)?.[1] ?? ''
}

function plain(text: string): string {
  return text.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:\w+|#\d+);/g, '·')
}

import '@tote/player/define'
import '@tote/player/room.css'
import { parseColour, toHex } from './contrast.ts'
import { measure } from './contrasts.ts'
import { toCssText } from './css-text.ts'
import { parts, properties, type Described } from './described.ts'
import './theme.css'

const values = new Map<string, string>()
const declarations = new Map<string, string>()
const pickers = new Map<string, HTMLInputElement>()
const sheet = new CSSStyleSheet()
document.adoptedStyleSheets.push(sheet)
const probe = document.createElement('span')
probe.hidden = true
// In the player's own light or dark.
find('.stage').append(probe)

const form = find('.controls')
form.append(
  group('Colours', properties.filter(isColour).map(propertyField)),
  group('Type, room and shape', properties.filter((each) => !isColour(each)).map(propertyField)),
  group('Parts', parts.map(partField)),
)
form.addEventListener('submit', (event) => event.preventDefault())
find('.copy').addEventListener('click', () => void copy())
find('.reset').addEventListener('click', reset)
for (const button of document.querySelectorAll<HTMLElement>('[data-scheme]'))
  button.addEventListener('click', () => look(button.dataset['scheme'] ?? 'light'))
look(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

function isColour({ name }: Described): boolean {
  return name.startsWith('--tote-color-') && name !== '--tote-color-scheme'
}

function group(title: string, fields: readonly HTMLElement[]): HTMLElement {
  const details = make('details', { open: title === 'Colours' })
  details.append(make('summary', { textContent: title }), ...fields)
  return details
}

function propertyField({ name, description, default: usual }: Described): HTMLElement {
  const label = make('label')
  const text = make('input', { type: 'text', name, placeholder: usual, spellcheck: false })
  text.addEventListener('input', () => change(values, name, text.value))
  label.append(
    make('span', { textContent: name.replace('--tote-', '') }),
    make('small', { textContent: description }),
  )
  if (isColour({ name, description, default: usual })) {
    const picker = make('input', { type: 'color', ariaLabel: `Pick ${name}` })
    picker.addEventListener('input', () => {
      text.value = picker.value
      change(values, name, picker.value)
    })
    pickers.set(name, picker)
    label.append(picker)
  }
  label.append(text)
  return label
}

function partField({ name, description }: Described): HTMLElement {
  const label = make('label')
  const text = make('textarea', { name, rows: 2, spellcheck: false, placeholder: 'letter-spacing: 0.1em' })
  text.addEventListener('input', () => change(declarations, name, text.value))
  label.append(make('span', { textContent: name }), make('small', { textContent: description }), text)
  return label
}

function change(map: Map<string, string>, name: string, value: string): void {
  if (value.trim() === '') map.delete(name)
  else map.set(name, value.trim())
  draw()
}

function draw(): void {
  const css = toCssText({ properties: values, parts: declarations })
  sheet.replaceSync(css)
  find('.css').textContent = css === '' ? '/* Nothing changed yet. */' : css
  for (const [name, picker] of pickers) {
    const colour = parseColour(resolve(name))
    if (colour !== null) picker.value = toHex(colour)
  }
  const measured = measure(resolve)
  find('.contrasts').replaceChildren(
    ...measured.map(({ text, ground, ratio, least }) => {
      const isEnough = ratio >= least
      const item = make('li', { textContent: `${short(text)} on ${short(ground)}: ${ratio.toFixed(2)}:1` })
      item.dataset['enough'] = String(isEnough)
      if (!isEnough) item.append(make('b', { textContent: ` needs ${least}:1` }))
      return item
    }),
  )
  const tooLow = measured.filter(({ ratio, least }) => ratio < least).length
  find('.verdict').textContent =
    tooLow === 0 ? 'Everything can be read.' : `${tooLow} of ${measured.length} pairs are hard to read.`
}

/** What the browser makes of a property's value, or of its default. */
function resolve(name: string): string {
  const usual = properties.find((each) => each.name === name)?.default ?? ''
  probe.style.color = ''
  probe.style.color = values.get(name) ?? usual
  return getComputedStyle(probe).color
}

function look(scheme: string): void {
  const player = document.querySelector('tote-player')
  if (player !== null) player.theme = scheme === 'dark' ? 'dark' : 'light'
  find('.stage').dataset['scheme'] = scheme
  for (const button of document.querySelectorAll<HTMLElement>('[data-scheme]'))
    if (button.localName === 'button') button.ariaPressed = String(button.dataset['scheme'] === scheme)
  draw()
}

async function copy(): Promise<void> {
  const told = await navigator.clipboard.writeText(find('.css').textContent ?? '').then(
    () => 'Copied.',
    () => 'The browser did not let us copy. Select the CSS and copy it.',
  )
  find('.copied').textContent = told
}

function reset(): void {
  values.clear()
  declarations.clear()
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea'))
    if (field.type !== 'color') field.value = ''
  find('.copied').textContent = ''
  draw()
}

function short(name: string): string {
  return name.replace('--tote-color-', '')
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  given: Partial<HTMLElementTagNameMap[Tag]> = {},
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), given)
}

function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(`the page has no ${selector}`)
  return found
}

import { doctorStyles } from './doctor.styles.ts'
import type { Finding } from './finding.ts'

const MARKS: Readonly<Record<Finding['is'], string>> = { fault: 'Mend', look: 'Look', well: 'Well' }

export interface DoctorPanel {
  show(findings: readonly Finding[]): void
  showBusy(): void
}

/** For whoever builds the page: what was found, over it, in words of its own. Faults first. */
export function openPanel(document: Document, onAgain: () => void): DoctorPanel {
  const host = document.createElement('div')
  host.setAttribute('role', 'region')
  host.setAttribute('aria-label', 'Tote: how this page is set up')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new (document.defaultView ?? globalThis).CSSStyleSheet()
  sheet.replaceSync(doctorStyles)
  root.adoptedStyleSheets = [sheet]

  const title = document.createElement('h2')
  const bar = document.createElement('div')
  bar.setAttribute('class', 'bar')
  const list = document.createElement('ul')
  const status = document.createElement('div')
  status.setAttribute('role', 'status')
  status.append(title)
  bar.append(
    status,
    addButton('Look again', onAgain),
    addButton('Close', () => host.remove()),
  )
  root.append(bar, list)

  return {
    showBusy() {
      document.body.append(host)
      title.textContent = 'Tote: looking…'
    },
    show(findings) {
      const faults = findings.filter(({ is }) => is === 'fault').length
      title.textContent = faults === 0 ? 'Tote: nothing to mend' : `Tote: ${faults} to mend`
      const order = Object.keys(MARKS)
      list.replaceChildren(
        ...findings
          .toSorted((one, other) => order.indexOf(one.is) - order.indexOf(other.is))
          .map((finding) => drawFinding(document, finding)),
      )
    },
  }

  function addButton(words: string, onClick: () => void): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = words
    button.addEventListener('click', onClick)
    return button
  }
}

function drawFinding(document: Document, { is, words, fix }: Finding): HTMLElement {
  const item = document.createElement('li')
  item.dataset['is'] = is
  const add = (name: string, text: string) => {
    const part = document.createElement(name)
    part.textContent = text
    item.append(part)
  }
  add('b', MARKS[is])
  add('span', words)
  if (fix !== undefined) {
    add('small', `Add to ${fix.where}:`)
    add('code', fix.line)
  }
  return item
}

import type { ScriptTag } from '../script-tag.ts'
import { openPanel } from './doctor-panel.ts'
import { examine } from './examine.ts'
import type { Finding } from './finding.ts'
import { judgeViolation, type Violation } from './judge-violation.ts'

/** The file of its own that this is built to. */
export interface Doctor {
  openDoctor(document: Document, tag: ScriptTag): Promise<void>
}

/** Browsers that keep reports of before somebody listened keep these. */
const REPORT = 'csp-violation'

/**
 * Looks at the page's set-up and says what to mend, in a panel and in the console: with `data-debug` on the script tag or
 * `?tote-debug` in the page's address. What the page's policy refuses later is added as it happens.
 */
export async function openDoctor(document: Document, tag: ScriptTag): Promise<void> {
  const page = document.defaultView
  if (page === null) return
  const violations = new Map<string, Violation>()
  let examined: Finding[] = []
  const panel = openPanel(document, () => void run())

  const note = (violation: Violation) => {
    violations.set(`${violation.effectiveDirective} ${violation.blockedURI} ${violation.sample}`, violation)
    draw()
  }
  document.addEventListener('securitypolicyviolation', note)
  if (page.ReportingObserver?.prototype !== undefined)
    new page.ReportingObserver(
      (reports) => {
        for (const { body } of reports) {
          const read = (name: string) => String(body == null ? '' : (Reflect.get(body, name) ?? ''))
          note({
            effectiveDirective: read('effectiveDirective'),
            blockedURI: read('blockedURL'),
            sample: read('sample'),
          })
        }
      },
      { types: [REPORT], buffered: true },
    ).observe()
  await run()

  async function run() {
    panel.showBusy()
    examined = await examine({
      document,
      tag,
      WebSocket: page?.WebSocket ?? WebSocket,
      fetch: (...request) => fetch(...request),
      isRefused: (url) =>
        [...violations.values()].some(
          ({ effectiveDirective, blockedURI }) =>
            effectiveDirective === 'connect-src' && originOf(blockedURI) === originOf(url),
        ),
    })
    for (const { is, words, fix } of examined)
      if (is === 'fault')
        console.warn(`[tote] ${words}${fix === undefined ? '' : ` Add to ${fix.where}: ${fix.line}`}`)
    draw()
  }

  function draw() {
    panel.show([...examined, ...[...violations.values()].map((violation) => judgeViolation(violation))])
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url
}

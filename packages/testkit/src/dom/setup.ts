import { fixtureCleanup } from '@open-wc/testing-helpers/pure'
import { chaiA11yAxe } from 'chai-a11y-axe'
import { afterEach, chai } from 'vitest'

// The vitest `dom` project loads this before each test file: one `expect`, vitest's, that also knows
// `await expect(element).to.be.accessible()`, and no fixture that outlives its test.
chai.use(chaiA11yAxe)
afterEach(() => fixtureCleanup())

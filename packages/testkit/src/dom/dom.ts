export { defineCE, elementUpdated, fixture, fixtureSync, oneEvent } from '@open-wc/testing-helpers/pure'
// Not the helpers' own `html`, which is deprecated in favour of this one; tags may be made up by `unsafeStatic`.
export { html, unsafeStatic } from 'lit/static-html.js'

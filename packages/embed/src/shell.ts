import '@tote/player/define/shop'
import { loadAliases } from './load-aliases.ts'

loadAliases(document)
// For a page whose script tag asks for it. Where it cannot be loaded nothing is tracked, and the show is none the worse.
if (document.querySelector('script[data-track]')) import('./tracking/tracking.ts').catch(reportError)

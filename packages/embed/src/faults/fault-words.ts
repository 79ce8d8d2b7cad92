import type { EmbedFault } from '../embed-fault.ts'

/** The file of its own that this is built to. */
export interface FaultWords {
  describeFault(target: EventTarget, fault: EmbedFault): string
}

/** What happened, what was read and what to do, for the page's author. */
export function describeFault(target: EventTarget, { field, given }: EmbedFault): string {
  const name = 'localName' in target ? `<${String(target.localName)}>` : 'the page'
  switch (field) {
    case 'show':
      return '<tote-player> has no show attribute. Give it the id of a show: show="spring".'
    case 'data-key':
      return 'The script tag has no data-key. Give it the tenant\'s publishable key: data-key="pk_…"; or set key on <tote-player>.'
    case 'data-hub':
      return `data-hub is ${JSON.stringify(given)}; it must be the origin of a Tote hub, such as https://hub.example.com.`
    case 'data-tote-launcher':
      return `${name} has a data-tote-launcher that names no show, so that pressing it does nothing. Give it the id of one: data-tote-launcher="spring".`
    case 'tote.push':
      return 'tote.push takes a function: (window.tote ||= []).push((tote) => …).'
    case 'tote.hostCart':
      return "tote.hostCart does nothing on a page whose players are isolated: what is in their basket is not the page's to know."
    default:
      return `What draws ${name} could not be loaded: ${String(given)} Is it there, and does the page's policy allow it?`
  }
}

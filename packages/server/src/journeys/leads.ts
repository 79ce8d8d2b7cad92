import { isLeadNews, laterLead, pdtAt, type Lead } from '@tote/protocol'

/** Journeys known at once: more than that are of pages that only ask now and then, and begin anew. */
const MAX_JOURNEYS = 50_000
/** A playing page tells where it is each few seconds, one in the background at least each minute. */
const SILENT_MS = 90_000

interface Known {
  lead: Lead | null
  /** As the others have it. */
  told: Lead | null
  /** Pages of it are at other nodes too: what is news here is news there. */
  isElsewhere: boolean
  /** More pages than one were heard of: most shoppers have one, which knows where it is. */
  isShared: boolean
}

/**
 * Which page of each journey leads, as far as this node knows. It is in no table: pages say it again with every
 * position, and nodes ask each other when a page of a journey comes that they knew nothing of.
 */
export class Leads {
  readonly #now: () => number
  readonly #journeys = new Map<string, Known>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** A page of this journey is here. True when nothing was known of it until now. */
  open(journeyId: string): boolean {
    if (this.#journeys.has(journeyId)) return false
    for (const oldest of this.#journeys.keys()) {
      if (this.#journeys.size < MAX_JOURNEYS) break
      this.#journeys.delete(oldest)
    }
    this.#journeys.set(journeyId, { lead: null, told: null, isElsewhere: false, isShared: false })
    return true
  }

  forget(journeyId: string): void {
    this.#journeys.delete(journeyId)
  }

  of(journeyId: string): Lead | null {
    return this.#journeys.get(journeyId)?.lead ?? null
  }

  isElsewhere(journeyId: string): boolean {
    return this.#journeys.get(journeyId)?.isElsewhere ?? false
  }

  isShared(journeyId: string): boolean {
    return this.#journeys.get(journeyId)?.isShared ?? false
  }

  /** Another node has pages of it. */
  setElsewhere(journeyId: string): void {
    const known = this.#journeys.get(journeyId)
    if (known !== undefined) known.isElsewhere = true
  }

  /** What a page says of its picture. `news`: what the others are to hear, null when they can work it out. */
  hear(journeyId: string, told: Lead): { readonly isLeading: boolean; readonly news: Lead | null } {
    this.open(journeyId)
    const known = this.#journeys.get(journeyId)
    if (known === undefined) return { isLeading: true, news: told }
    const lead = laterLead(this.#orGone(known.lead), told)
    known.isShared ||= known.lead !== null && known.lead.by !== told.by
    known.lead = lead
    const news = isLeadNews(known.told, lead) ? lead : null
    if (news !== null) known.told = news
    return { isLeading: lead.by === told.by, news }
  }

  /** What another node says. A journey without pages here is not ours to remember. */
  hearElsewhere(journeyId: string, told: Lead): Lead | null {
    const known = this.#journeys.get(journeyId)
    if (known === undefined) return null
    known.isElsewhere = true
    known.isShared = true
    return this.hear(journeyId, told).news
  }

  /** A page's connection is closed; null when it did not lead. */
  leave(journeyId: string, by: string): Lead | null {
    const lead = this.of(journeyId)
    if (lead === null || lead.by !== by || lead.isGone === true) return null
    const known = this.#journeys.get(journeyId)
    // Whoever is still here does not know it of itself.
    if (known !== undefined) known.isShared = true
    const heardAt = this.#now()
    return this.hear(journeyId, { ...lead, pdt: pdtAt(lead, heardAt), heardAt, isGone: true }).news
  }

  /** Who only asks now and then never says that it goes. */
  #orGone(lead: Lead | null): Lead | null {
    const isSilent = lead?.isPlaying === true && this.#now() - lead.heardAt > SILENT_MS
    return lead !== null && isSilent ? { ...lead, isGone: true } : lead
  }
}

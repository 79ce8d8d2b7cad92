import { buildCatalogue, type FeedImport, type FeedOptions } from './build-catalogue.ts'
import type { FeedItems } from './feed-item.ts'
import { readCsv } from './read-csv.ts'
import { readJsonLd } from './read-json-ld.ts'
import { readJson } from './read-json.ts'

export type { FeedImport, FeedOptions } from './build-catalogue.ts'
export type { FeedSource } from './build-product.ts'
export type { FeedProblem } from './feed-item.ts'

/**
 * A catalogue out of a product feed: CSV with the columns of Google Merchant Center, JSON with the same names, or a page with
 * schema.org's JSON-LD. Each value comes with where it stands. What can be read in two ways, or not at all, is listed and left out:
 * no price, SKU or count is ever made up.
 *
 * @param text Whole: what it is shows in its first sign.
 */
export function readFeed(text: string, options: FeedOptions): FeedImport {
  return buildCatalogue(readItems(text), options)
}

function readItems(text: string): FeedItems {
  const start = text.trimStart()
  if (/^[[{]/.test(start)) return readJson(text)
  if (/^<\?xml|^<(?:rss|feed)\b/i.test(start))
    return {
      items: [],
      problems: [{ at: 'the file', why: 'is XML, which is not read: export it as CSV or JSON' }],
    }
  return start.startsWith('<') ? readJsonLd(text) : readCsv(text)
}

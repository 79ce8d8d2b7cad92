/** What the tenant file says of a store, beyond what the catalogue or the shop says of the location. */
export interface StoreFactsTable {
  store_facts: {
    tenant_id: string
    location_id: string
    is_pickup: number
    ships_from: number
    facts_json: string
  }
}

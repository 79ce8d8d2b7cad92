import type { ColumnType } from 'kysely'

/** What is sold. */
export interface ProductTable {
  product: {
    tenant_id: string
    id: string
    title: string
    description: string
    brand: string | null
    image: string | null
    options_json: string
    position: number
    is_listed: number
    /** Who sells it; null for the tenant itself. */
    merchant_id: ColumnType<string | null, string | null | undefined>
  }
}

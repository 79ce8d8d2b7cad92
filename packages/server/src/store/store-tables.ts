import type { StoreFactsTable } from './store-facts-table.ts'
import type { StoreTaskTable } from './store-task-table.ts'

/** What there is of stores. As in `Tables`. */
export interface StoreTables extends StoreFactsTable, StoreTaskTable {}

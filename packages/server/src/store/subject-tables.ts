import type { ConsoleTables } from './console-tables.ts'
import type { CreditTables } from './credit-tables.ts'
import type { CrowdTables } from './crowd-tables.ts'
import type { DropTables } from './drop-table.ts'
import type { FriendsTables } from './friends-table.ts'
import type { PasskeyTables } from './passkey-table.ts'
import type { ProductTable } from './product-table.ts'
import type { ShopTables } from './shop-tables.ts'
import type { StockWordTable } from './stock-word-table.ts'
import type { StoreTables } from './store-tables.ts'
import type { WaitingTable } from './waiting-table.ts'

/** The tables that a subject describes beside what it does with them. */
export interface SubjectTables
  extends
    ConsoleTables,
    CreditTables,
    CrowdTables,
    DropTables,
    FriendsTables,
    PasskeyTables,
    ProductTable,
    ShopTables,
    StockWordTable,
    StoreTables,
    WaitingTable {}

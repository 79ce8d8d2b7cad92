import { checkoutContract } from '../checkouts/checkout-contract-fixtures.ts'
import { merchantsContract } from '../checkouts/merchants-contract-fixtures.ts'
import { orderContract } from '../checkouts/order-contract-fixtures.ts'
import { storesContract } from '../fulfilment/stores-contract-fixtures.ts'
import { sentLinesContract } from '../fulfilment/sent-lines-contract-fixtures.ts'
import { storeTasksContract } from '../fulfilment/store-tasks-contract-fixtures.ts'
import { openStore } from '../store/store.ts'
import { stockContract } from './stock-contract-fixtures.ts'

const open = () => openStore('sqlite::memory:')
stockContract('SQLite', open)
checkoutContract('SQLite', open)
orderContract('SQLite', open)
merchantsContract('SQLite', open)
storesContract('SQLite', open)
storeTasksContract('SQLite', open)
sentLinesContract('SQLite', open)

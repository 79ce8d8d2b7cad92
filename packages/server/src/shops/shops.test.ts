import { merchantShopsContract } from './merchant-shops-contract-fixtures.ts'
import { shopContract } from './shop-contract-fixtures.ts'
import { shopCartContract } from './shop-cart-contract-fixtures.ts'
import { shopOrderContract } from './shop-order-contract-fixtures.ts'

shopContract('SQLite', null)
shopOrderContract('SQLite', null)
shopCartContract('SQLite', null)
merchantShopsContract('SQLite', null)

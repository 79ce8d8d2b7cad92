import { shopContract } from './shop-contract-fixtures.ts'
import { shopOrderContract } from './shop-order-contract-fixtures.ts'

shopContract('SQLite', null)
shopOrderContract('SQLite', null)

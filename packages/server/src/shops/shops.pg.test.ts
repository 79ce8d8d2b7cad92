import { freshDatabase } from '@tote/testkit/services/database'
import { merchantShopsContract } from './merchant-shops-contract-fixtures.ts'
import { shopContract } from './shop-contract-fixtures.ts'
import { shopCartContract } from './shop-cart-contract-fixtures.ts'
import { shopOrderContract } from './shop-order-contract-fixtures.ts'

shopContract('PostgreSQL', freshDatabase)
shopOrderContract('PostgreSQL', freshDatabase)
shopCartContract('PostgreSQL', freshDatabase)
merchantShopsContract('PostgreSQL', freshDatabase)

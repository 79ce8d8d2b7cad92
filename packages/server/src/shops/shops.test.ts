import { shopContract } from './shop-contract-fixtures.ts'

shopContract('SQLite', null)

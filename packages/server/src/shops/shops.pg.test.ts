import { freshDatabase } from '@tote/testkit/services/database'
import { shopContract } from './shop-contract-fixtures.ts'

shopContract('PostgreSQL', freshDatabase)

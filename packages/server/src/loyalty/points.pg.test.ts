import { freshDatabase } from '@tote/testkit/services/database'
import { openStore } from '../store/store.ts'
import { pointsContract } from './points-contract-fixtures.ts'

const open = async () => openStore(await freshDatabase(), { poolSize: 4 })
pointsContract('PostgreSQL', open)

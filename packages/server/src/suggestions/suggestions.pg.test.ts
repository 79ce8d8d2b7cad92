import { freshDatabase } from '@tote/testkit/services/database'
import { openStore } from '../store/store.ts'
import { suggestionsContract } from './suggestions-contract-fixtures.ts'

const open = async () => openStore(await freshDatabase(), { poolSize: 4 })
suggestionsContract('PostgreSQL', open)

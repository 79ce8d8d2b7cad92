import { openStore } from '../store/store.ts'
import { suggestionsContract } from './suggestions-contract-fixtures.ts'

const open = () => openStore('sqlite::memory:')
suggestionsContract('SQLite', open)

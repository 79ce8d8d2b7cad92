import { openStore } from '../store/store.ts'
import { dropContract } from './drop-contract-fixtures.ts'

dropContract('SQLite', () => openStore('sqlite::memory:'))

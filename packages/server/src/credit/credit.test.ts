import { openStore } from '../store/store.ts'
import { creditContract } from './credit-contract-fixtures.ts'

creditContract('SQLite', () => openStore('sqlite::memory:'))

import { openStore } from '../store/store.ts'
import { pointsContract } from './points-contract-fixtures.ts'

const open = () => openStore('sqlite::memory:')
pointsContract('SQLite', open)

export { addInExample } from './check-example.ts'
export { runExample } from './run-example.ts'

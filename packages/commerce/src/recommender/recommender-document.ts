import { openApiDocument } from '../custom/open-api-document.ts'
import { recommenderEndpoints, recommenderSchemas } from './recommender-api.ts'

/** The contract of a recommender as an OpenAPI 3.1 document. */
export function recommenderDocument(): Readonly<Record<string, unknown>> {
  return openApiDocument({
    title: 'A recommender of your own behind Tote',
    description:
      'What a hub asks of a recommender: what goes with a product, or with a cart. Every request is signed by Standard Webhooks with one secret that both know. It names goods, a show and a store, and nothing of the shopper.',
    server: { name: 'recommender', example: 'https://recommend.example/tote' },
    namedSchemas: recommenderSchemas,
    endpoints: recommenderEndpoints,
    unprocessable: 'It cannot be asked so',
  })
}

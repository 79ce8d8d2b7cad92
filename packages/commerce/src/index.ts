export type {
  CartProblem,
  CheckoutAnswer,
  CheckoutRequest,
  CommerceAdapter,
  Market,
  MirrorAnswer,
  MirroredCart,
  MirroredLine,
  ShopOrder,
  ShopPost,
} from './commerce-adapter.ts'
export type {
  Recommendation,
  Recommender,
  RecommendQuestion,
  RecommendReason,
} from './recommender/recommender.ts'
export { catalogueProblem, shopCatalogueSchema, stockCountSchema } from './shop-catalogue.ts'
export type { ShopCatalogue, StockCount } from './shop-catalogue.ts'
export { createMerchantAdapter } from './merchant-adapter.ts'
export { ShopError } from './shop-error.ts'
export type { ShopErrorCode } from './shop-error.ts'
export type { ShopNews } from './shop-news.ts'
export { isSigned, signedHeaders } from './standard-webhook.ts'
export type { SignedMessage } from './standard-webhook.ts'

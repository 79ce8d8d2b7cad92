// Made by `npm run manifest` from what the elements say of themselves; change it there.
export {
  ToteCarry,
  ToteCart,
  ToteChat,
  ToteControls,
  ToteDrop,
  ToteGallery,
  ToteLauncher,
  ToteMini,
  ToteMoments,
  ToteNotices,
  ToteOffer,
  ToteOrders,
  TotePlayer,
  TotePoll,
  ToteProduct,
  ToteProductCard,
  ToteProducts,
  ToteReactions,
  ToteSettings,
  ToteShare,
  ToteStores,
  ToteThin,
  ToteTogether,
  ToteWaitlist,
} from './components.ts'
export type { ToteComponent } from './create-component.ts'
export type { ToteProps, ToteTag } from './tote-props.ts'

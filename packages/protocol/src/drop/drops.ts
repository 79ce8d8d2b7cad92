export {
  DROP_WINDOW_MS,
  MOST_PER_SHOPPER,
  dropChoiceSchema,
  dropIdSchema,
  dropSchema,
  type Drop,
  type DropChoice,
  type DropId,
} from './drop.ts'
export {
  canonicalJson,
  drawOrder,
  dropEntrySchema,
  dropLogPageSchema,
  emptyHead,
  sealEntry,
  toWho,
  type DropEntry,
  type DropHead,
  type DropLogPage,
  type DropNews,
  type Sha256,
} from './drop-log.ts'
export { verifyDropLog, type DropReceipt, type DropVerdict } from './verify-drop-log.ts'

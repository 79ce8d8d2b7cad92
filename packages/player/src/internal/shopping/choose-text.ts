import type { MessagesController } from '../messages/messages-controller.ts'

/** 'Choose size'. Merchants write 'Size'; English has it small inside a sentence, other languages may not. */
export function chooseText(words: MessagesController, axis: string): string {
  return words.text('product.choose', { option: words.isEnglish ? axis.toLowerCase() : axis })
}

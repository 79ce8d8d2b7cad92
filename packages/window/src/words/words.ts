/** Forms by number, of the language's own rules: `other` where there is no better one. */
export type Forms = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string }

/** Every text of the windows in one language. What stands in braces is filled in as text. */
export interface Words {
  /** BCP 47. */
  readonly language: string
  readonly items: Forms
  /** Items and what they cost. */
  readonly basket: string
  readonly empty: string
  readonly show: string
  readonly sameDigits: string
  readonly askDigits: string
  readonly wrongDigits: Forms
  readonly otherNetwork: string
  readonly saysItIs: string
  readonly showIt: string
  readonly notMe: string
  readonly shown: string
  readonly declined: string
  readonly over: string
  readonly noBasket: string
  readonly noBasketHow: string
  readonly noBasketOther: string
  readonly typeCode: string
  readonly codeLabel: string
  readonly notACode: string
  readonly goOn: string
  readonly takeHere: string
  readonly takeThere: string
  readonly kept: string
  readonly goWith: string
  readonly goWithout: string
  readonly keepIt: string
  readonly doNot: string
  readonly adopted: string
  readonly linkDead: string
  readonly where: string
  readonly whereEmpty: string
  readonly whereBasket: string
  readonly since: string
  readonly shared: string
  readonly leave: string
  readonly leaveAt: string
  readonly leaveAll: string
  readonly erase: string
  readonly eraseSure: string
  readonly yesErase: string
  readonly no: string
  readonly left: string
  readonly leftAll: string
  readonly erased: string
  readonly setWhy: string
  readonly captionsSet: string
  readonly captionsOn: string
  readonly captionsOff: string
  readonly ownStore: string
  readonly clearSet: string
  readonly clearedSet: string
  readonly followMe: string
  readonly follow: string
  readonly unfollow: string
  readonly followed: string
  readonly unfollowed: string
  readonly keepForGood: string
  readonly keptWhy: string
  readonly madeKept: string
  readonly passkeySince: string
  readonly removePasskey: string
  readonly removePasskeyOf: string
  readonly removedPasskey: string
  readonly leaveKeeps: string
  readonly usePasskey: string
  readonly bringBack: string
  readonly bringItBack: string
  readonly broughtBack: string
  readonly otherShop: string
  readonly passkeyGone: string
  readonly passkeyNot: string
  readonly passkeyHere: string
  readonly tooManyPasskeys: string
  readonly loading: string
  readonly tooOften: string
  readonly notThrough: string
  readonly failed: string
}

import type { ProductView, VariantView } from '@tote/core'

export interface ChoiceValue {
  readonly value: string
  readonly isPicked: boolean
  /** With what is picked on the other axes it cannot be bought. */
  readonly isSoldOut: boolean
}

export interface ChoiceAxis {
  readonly name: string
  readonly values: readonly ChoiceValue[]
}

export interface VariantChoice {
  readonly axes: readonly ChoiceAxis[]
  /** Null until every axis is picked, or when that combination does not exist. */
  readonly variant: VariantView | null
  /** The first axis still to be picked. */
  readonly missing: ChoiceAxis | null
  /** Picture of what is picked so far. */
  readonly image: string | null
}

/** By axis name; a name that is not there is not picked yet. */
export type Picks = Readonly<Record<string, string>>

/** What the picks mean for a product. An axis with one value picks itself: there is nothing to ask. */
export function chooseVariant(product: ProductView, picks: Picks): VariantChoice {
  const picked = product.options.map(({ name, values }) =>
    values.length === 1 ? values[0] : values.find((value) => value === pickOf(picks, name)),
  )
  const axes = product.options.map(({ name, values }, axis) => ({
    name,
    values: values.map((value) => ({
      value,
      isPicked: picked[axis] === value,
      isSoldOut: !product.variants.some(
        (variant) => !variant.isSoldOut && fits(variant, picked.with(axis, value)),
      ),
    })),
  }))
  const missing = axes.find((_, axis) => picked[axis] === undefined) ?? null
  const fitting = product.variants.filter((variant) => fits(variant, picked))
  const isAsked = picked.some((value) => value !== undefined)
  return {
    axes: axes.filter(({ values }) => values.length > 1),
    variant: missing === null ? (fitting[0] ?? null) : null,
    missing,
    image: (isAsked ? fitting.find(({ image }) => image !== null)?.image : null) ?? product.image,
  }
}

// A merchant may call an option `constructor`.
function pickOf(picks: Picks, name: string): string | undefined {
  return Object.hasOwn(picks, name) ? picks[name] : undefined
}

function fits(variant: VariantView, picked: readonly (string | undefined)[]): boolean {
  return picked.every((value, axis) => value === undefined || variant.options[axis] === value)
}

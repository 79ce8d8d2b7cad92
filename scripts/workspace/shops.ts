import { installShop, type ShopName } from '../../packages/testkit/src/shops/install-shop.ts'

export type { ShopName }

/**
 * Sees to it that a shop which tests start is installed: once a machine, in a cache folder outside the workspace.
 * @returns Undefined when it is; else what is missing, as a gate's problem.
 */
export async function needsShop(
  shop: ShopName,
): Promise<{ readonly problems: readonly string[] } | undefined> {
  try {
    await installShop(shop)
    return undefined
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    return {
      problems: [`These tests need pnpm on the PATH and a package registry. ${String(error)}${cause}`],
    }
  }
}

/** Whether this device is to use little of the network. Only some browsers know it; the type libraries do not. */
export function savesData(): boolean {
  const { connection }: Navigator & { readonly connection?: { readonly saveData?: boolean } } = navigator
  return connection?.saveData === true
}

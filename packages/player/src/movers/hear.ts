/** Hears our events, by what the global map says they are, until the signal ends it. */
export function hear<Name extends keyof GlobalEventHandlersEventMap>(
  root: EventTarget,
  name: Name,
  { signal, handle }: { signal: AbortSignal; handle(event: GlobalEventHandlersEventMap[Name]): void },
): void {
  root.addEventListener(name, (event) => handle(event as GlobalEventHandlersEventMap[Name]), { signal })
}

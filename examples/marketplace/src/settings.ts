/** Where the shows are, as the page's server wrote it into the page. */
export interface Settings {
  readonly hub: string
  readonly publishableKey: string
  readonly liveShow: string
  readonly replayShow: string
  readonly brand: string
}

export function readSettings({ dataset }: HTMLElement): Settings {
  return {
    hub: dataset['hub'] ?? '',
    publishableKey: dataset['key'] ?? '',
    liveShow: dataset['liveShow'] ?? '',
    replayShow: dataset['replayShow'] ?? '',
    brand: dataset['brand'] ?? '',
  }
}

import { css, html, type TemplateResult } from 'lit'

export interface PictureOptions {
  readonly src: string | null
  /** What it shows; empty where the title stands beside it. */
  readonly alt: string
  /** The title its initial is taken from when there is no picture. */
  readonly title: string
}

/** A product's picture in a well of fixed shape; with none, or a broken one, the initial of its title. */
export function renderPicture({ src, alt, title }: PictureOptions): TemplateResult {
  const initial = [...title.trim()][0] ?? ''
  return html`<span class="picture" part="picture" data-state=${src === null ? 'missing' : 'shown'}>
    <span class="initial" aria-hidden="true">${initial}</span>
    ${src === null ? '' : html`<img src=${src} alt=${alt} loading="lazy" decoding="async" @error=${onBroken} @load=${onShown} />`}
  </span>`
}

// The well, not the template, remembers it: the same <img> may later be given another source that works.
const onBroken = (event: Event) => mark(event, 'missing')
const onShown = (event: Event) => mark(event, 'shown')

function mark({ currentTarget }: Event, state: 'missing' | 'shown') {
  if (!(currentTarget instanceof HTMLImageElement)) return
  currentTarget.toggleAttribute('hidden', state === 'missing')
  currentTarget.parentElement?.setAttribute('data-state', state)
}

export const pictureStyles = css`
  .picture {
    position: relative;
    display: grid;
    place-items: center;
    overflow: hidden;
    aspect-ratio: var(--tote-picture-ratio, 4 / 5);
    border-radius: var(--_radius-small);
    background: var(--_well);
    color: var(--_soft);
  }
  .picture img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .initial {
    font: 400 1.75em / 1 var(--_font-display);
    text-transform: uppercase;
  }
  .picture[data-state='shown'] .initial {
    visibility: hidden;
  }
`

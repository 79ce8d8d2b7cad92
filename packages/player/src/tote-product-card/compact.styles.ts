import { css } from 'lit'

/** The form over the picture: one row of dark glass, whatever the page's colours are. */
export const compactStyles = css`
  :host([compact]) {
    max-inline-size: 30rem;
  }
  /* Above the card, so that the card keeps its place at the foot of the picture whatever else is shown. */
  :host([compact]) .frame {
    display: flex;
    flex-direction: column-reverse;
    gap: var(--_2);
  }

  :host([compact]) .card {
    grid-template-columns: 3.5rem minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_3);
    padding: var(--_2);
    padding-inline-end: var(--_3);
    border: 1px solid var(--_scrim-edge);
    border-radius: var(--_radius);
    background: var(--_scrim);
    color: var(--_on-scrim);
    backdrop-filter: blur(18px) saturate(1.3);
    --_focus: var(--_on-scrim);
    --_soft: var(--_on-scrim-soft);
    --_sale: var(--tote-color-on-scrim-sale, #ffb4a3);
    --_notice: var(--tote-color-on-scrim-notice, #f3cd97);
    --_accent: var(--_on-scrim);
    --_on-accent: #171614;
    --_paper: #171614;
    --_ink: var(--_on-scrim);
  }
  :host([compact]) .body {
    display: contents;
  }
  :host([compact]) .heading {
    gap: 0;
  }
  :host([compact]) .picture {
    aspect-ratio: 7 / 8;
    border-radius: calc(var(--_radius) - 0.25rem);
    font-size: 0.8em;
  }
  :host([compact]) .title {
    font: 550 var(--_text) / 1.3 var(--_font);
    letter-spacing: 0;
    min-block-size: 1.5rem;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 1;
    overflow: hidden;
  }
  :host([compact]) .facts {
    font-size: var(--_text-small);
    column-gap: var(--_2);
  }
  :host([compact]) .price .drop {
    display: none;
  }
  /* What came of an add stands below the row, in nobody's way. */
  :host([compact]) .buying {
    display: contents;
  }
  :host([compact]) .add {
    min-inline-size: 5.5rem;
    padding-inline: var(--_4);
    gap: var(--_1);
    font-size: var(--_text-small);
    white-space: nowrap;
  }
  :host([compact]) .add:disabled {
    background: transparent;
    border-color: transparent;
    color: var(--_on-scrim-soft);
  }
  :host([compact]) .refusal,
  :host([compact]) tote-waitlist {
    grid-column: 1 / -1;
  }
  :host([compact]) .refusal {
    text-align: end;
  }
  /* It takes the page's colours by itself, and these are no page. */
  :host([compact]) tote-waitlist {
    --tote-color-ink: var(--_on-scrim);
    --tote-color-soft: var(--_on-scrim-soft);
    --tote-color-accent: var(--_on-scrim);
    --tote-color-on-accent: #171614;
    --tote-color-control: var(--_on-scrim-soft);
    --tote-color-notice: var(--_notice);
  }
  :host([compact]) .also {
    margin: 0;
    padding: 0;
    border: 0;
  }
  :host([compact]) .also ul {
    display: flex;
    gap: var(--_2);
  }
  :host([compact]) .also-product {
    display: block;
    inline-size: 2.75rem;
    overflow: hidden;
    border: 1px solid var(--_scrim-edge);
    border-radius: var(--_radius-small);
  }
  @container (inline-size < 22rem) {
    :host([compact]) .card {
      grid-template-columns: 3rem minmax(0, 1fr) auto;
      gap: var(--_2);
      padding-inline-end: var(--_2);
    }
    :host([compact]) .title {
      -webkit-line-clamp: 2;
    }
  }
  @container (inline-size < 18rem) {
    :host([compact]) .card {
      --_choose-icon: inline;
    }
    :host([compact]) .add {
      min-inline-size: 0;
      inline-size: var(--_target);
      padding: 0;
    }
    :host([compact]) .add .add-text {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    :host([compact]) .add:disabled {
      inline-size: auto;
    }
    :host([compact]) .add:disabled .add-text {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
  }
`

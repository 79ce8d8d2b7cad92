import { css } from 'lit'

/**
 * What a brand may set, from `:root` or any element around ours, as `--tote-*`; our sheets read only the `--_*` beside them.
 * Colours follow the page's `color-scheme`, so a page that only knows light stays light; `theme` overrules it.
 *
 * @cssproperty --tote-color-scheme - `light`, `dark` or `light dark`, in place of the page's own.
 * @cssproperty --tote-color-paper - What everything lies on.
 * @cssproperty --tote-color-well - What pictures lie on until they come, and fields.
 * @cssproperty --tote-color-raised - What lies above the paper.
 * @cssproperty --tote-color-ink - Text.
 * @cssproperty --tote-color-soft - Text of less weight.
 * @cssproperty --tote-color-edge - Lines between things.
 * @cssproperty --tote-color-control - Lines around what can be pressed; keep 3:1 against the paper.
 * @cssproperty --tote-color-accent - What is to be pressed first; `--media-primary-color` serves too.
 * @cssproperty --tote-color-on-accent - Text on it; `--media-secondary-color` serves too.
 * @cssproperty --tote-color-sale - A price that fell.
 * @cssproperty --tote-color-notice - What wants attention.
 * @cssproperty --tote-color-focus - The ring around what has the focus.
 * @cssproperty --tote-color-on-scrim - Text over the picture.
 * @cssproperty --tote-color-on-scrim-soft - Text of less weight over the picture.
 * @cssproperty --tote-color-scrim - The glass under text over the picture.
 * @cssproperty --tote-color-scrim-edge - Its edge.
 * @cssproperty --tote-font - Of all text.
 * @cssproperty --tote-font-display - Of titles and prices.
 * @cssproperty --tote-text-size - Of running text; all others follow it.
 * @cssproperty --tote-space - Of which all gaps are multiples.
 * @cssproperty --tote-radius - Of cards and of the player.
 * @cssproperty --tote-radius-small - Of pictures and fields.
 * @cssproperty --tote-radius-control - Of buttons.
 * @cssproperty --tote-shadow - Under what lies above the page.
 * @cssproperty --tote-target - The least height of what is touched.
 * @cssproperty --tote-duration - Of slow movements.
 * @cssproperty --tote-duration-quick - Of quick movements.
 * @cssproperty --tote-ease - Of all movements.
 */
export const tokens = css`
  :host {
    color-scheme: var(--tote-color-scheme, inherit);

    --_paper: var(--tote-color-paper, light-dark(#fffefc, #1a1917));
    --_well: var(--tote-color-well, light-dark(#f4f1eb, #262421));
    --_raised: var(--tote-color-raised, light-dark(#fffefc, #211f1d));
    --_ink: var(--tote-color-ink, light-dark(#1d1b18, #f4f0e8));
    --_soft: var(--tote-color-soft, light-dark(#655f56, #b3aca0));
    --_edge: var(--tote-color-edge, light-dark(#e2dcd1, #3b3833));
    /* The line around what can be pressed: 3:1 against paper. */
    --_control: var(--tote-color-control, light-dark(#918a7e, #7d766b));
    --_accent: var(--tote-color-accent, var(--media-primary-color, light-dark(#1d1b18, #f4f0e8)));
    --_on-accent: var(--tote-color-on-accent, var(--media-secondary-color, light-dark(#fffefc, #1a1917)));
    --_sale: var(--tote-color-sale, light-dark(#a1301f, #ff9c86));
    --_notice: var(--tote-color-notice, light-dark(#7d4a12, #ecbb7c));
    --_focus: var(--tote-color-focus, var(--_ink));

    /* Over the picture: text and glass keep 4.5:1 on a white frame and on a black one. */
    --_on-scrim: var(--tote-color-on-scrim, #fffdf9);
    --_on-scrim-soft: var(--tote-color-on-scrim-soft, #e2ddd3);
    --_scrim: var(--tote-color-scrim, var(--media-control-background, rgb(18 17 15 / 0.78)));
    --_scrim-edge: var(--tote-color-scrim-edge, rgb(255 255 255 / 0.16));

    --_font: var(--tote-font, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, Inter, sans-serif);
    --_font-display: var(
      --tote-font-display,
      var(--tote-font, ui-serif, 'New York', 'Iowan Old Style', Palatino, 'Palatino Linotype', Georgia, serif)
    );
    --_text: var(--tote-text-size, var(--media-font-size, clamp(0.875rem, 0.84rem + 0.25cqi, 0.9375rem)));
    --_text-small: calc(var(--_text) * 0.867);
    --_text-large: calc(var(--_text) * 1.2);
    --_text-display: clamp(1.25rem, 1.05rem + 1.6cqi, 1.75rem);

    /* Multiples of four pixels at the page's font size. */
    --_1: calc(var(--tote-space, 0.25rem) * 1);
    --_2: calc(var(--tote-space, 0.25rem) * 2);
    --_3: calc(var(--tote-space, 0.25rem) * 3);
    --_4: calc(var(--tote-space, 0.25rem) * 4);
    --_6: calc(var(--tote-space, 0.25rem) * 6);
    --_8: calc(var(--tote-space, 0.25rem) * 8);

    --_radius: var(--tote-radius, 0.75rem);
    --_radius-small: var(--tote-radius-small, 0.375rem);
    --_radius-control: var(--tote-radius-control, 624rem);
    --_shadow: var(--tote-shadow, 0 1px 2px rgb(24 20 12 / 0.08), 0 12px 32px -8px rgb(24 20 12 / 0.24));

    /* A finger's width where a finger points; a mouse needs less. */
    --_target: var(--tote-target, 2.75rem);

    --_quick: var(--tote-duration-quick, 140ms);
    --_calm: var(--tote-duration, 320ms);
    --_ease: var(--tote-ease, cubic-bezier(0.22, 0.8, 0.24, 1));
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([theme='auto']) {
    color-scheme: light dark;
  }
  @media (prefers-contrast: more) {
    :host {
      --_soft: var(--_ink);
      --_edge: var(--_control);
      --_scrim: rgb(0 0 0 / 0.94);
      --_scrim-edge: #fff;
    }
  }
  @media (prefers-reduced-transparency: reduce) {
    :host {
      --_scrim: #1a1917;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_quick: 0ms;
      --_calm: 0ms;
    }
  }
`

import { css } from 'lit'
import { lineStyles } from '../internal/shopping/line.styles.ts'

export const toteWaitlistStyles = [
  lineStyles,
  css`
    .left {
      color: var(--_soft);
      font-size: var(--_text-small);
    }
  `,
]

import { css } from 'lit'

export const consoleNoteStyles = css`
  form {
    display: grid;
    gap: 0.625rem;
  }
  label {
    display: grid;
    gap: 0.25rem;
  }
  .shown {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
    margin-block-end: 0.75rem;
    overflow-wrap: anywhere;
  }
`

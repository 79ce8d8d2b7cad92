import { css } from 'lit'

export const consoleProductStyles = css`
  article {
    background: var(--paper);
    border: 1px solid var(--edge);
    border-radius: 0.75rem;
    padding: 0.75rem;
  }
  :host([pinned]) article {
    border-color: var(--accent);
    box-shadow: inset 0.25rem 0 0 var(--accent);
  }
  .row,
  form,
  .field {
    display: flex;
    align-items: center;
    gap: 0.75rem;
  }
  .row,
  form {
    flex-wrap: wrap;
  }
  img {
    border-radius: 0.5rem;
    object-fit: cover;
  }
  .what {
    flex: 1 1 10rem;
    min-inline-size: 0;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .pin {
    min-inline-size: 5rem;
  }
  #details {
    margin-block-start: 0.75rem;
    padding-block-start: 0.75rem;
    border-block-start: 1px solid var(--edge);
  }
  form {
    align-items: end;
  }
  label {
    display: grid;
    gap: 0.25rem;
  }
  input {
    inline-size: 7rem;
  }
  ul {
    list-style: none;
    margin: 0.75rem 0 0;
    padding: 0;
    display: grid;
    gap: 0.5rem;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto auto;
    align-items: center;
    gap: 0.75rem;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`

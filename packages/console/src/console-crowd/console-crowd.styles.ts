import { css } from 'lit'

export const consoleCrowdStyles = css`
  form,
  .poll,
  ol {
    display: grid;
    gap: 0.625rem;
  }
  label {
    display: grid;
    gap: 0.25rem;
  }
  ul,
  ol {
    margin: 0.75rem 0 0;
    padding: 0;
    list-style: none;
  }
  .poll {
    gap: 0.375rem;
  }
  .poll > * {
    margin-block: 0;
  }
  ol {
    max-block-size: 18rem;
    overflow-y: auto;
  }
  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
    overflow-wrap: anywhere;
  }
  li button {
    flex: none;
  }
  h3 {
    font-size: 0.9375rem;
    margin-block: 1rem 0.5rem;
  }
`

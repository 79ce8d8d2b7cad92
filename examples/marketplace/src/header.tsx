import { ToteCart } from '@tote/react'

const CATEGORIES = [
  'Live',
  'Kitchen',
  'Table',
  'Textiles',
  'Light',
  'Paper',
  'Garden',
  'Wear',
  'Children',
  'Sale',
]

export function Header({ onBasket }: { onBasket(): void }) {
  return (
    <header className="header">
      <p className="promise">
        <span>One parcel from many makers</span>
        <span className="wide-only">Free returns for 30 days</span>
        <span className="wide-only">Delivered by bicycle in 11 cities</span>
      </p>
      <div className="bar">
        <a className="logo" href="/" aria-label="Fardel, home">
          <img src="/fardel.svg" alt="" width="32" height="32" />
          Fardel
        </a>
        <form className="search" role="search" onSubmit={(event) => event.preventDefault()}>
          <label className="hidden" htmlFor="search">
            Search Fardel
          </label>
          <input
            id="search"
            type="search"
            placeholder="Search 48,300 things by 1,920 makers"
            autoComplete="off"
          />
          <button type="submit" aria-label="Search">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="m20 20-4.600-4.600M17.500 11a6.500 6.500 0 1 1-13 0 6.500 6.500 0 0 1 13 0Z" />
            </svg>
          </button>
        </form>
        <a className="account wide-only" href="#account">
          Sign in
        </a>
        <ToteCart
          badge
          onToteCartOpen={(event) => {
            // Not the element's own sheet: the marketplace has a drawer.
            event.preventDefault()
            onBasket()
          }}
        />
      </div>
      <nav className="categories" aria-label="Categories">
        {CATEGORIES.map((name) => (
          <a
            key={name}
            href={name === 'Live' ? '#live' : '#deals'}
            data-live={name === 'Live' ? '' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
    </header>
  )
}

import type { Deal } from './deals.ts'
import { Picture } from './picture.tsx'

const euro = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })

interface DealGridProps {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly deals: readonly Deal[]
}

export function DealGrid({ id, title, note, deals }: DealGridProps) {
  return (
    <section className="deals" id={id} aria-labelledby={`${id}-title`}>
      <header className="section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <p>{note}</p>
        <a href={`#${id}`}>See all</a>
      </header>
      <ul className="grid">
        {deals.map((deal) => (
          <li key={deal.id}>
            <DealCard deal={deal} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function DealCard({ deal }: { deal: Deal }) {
  const { title, maker, place, price, was, stars, reviews, picture, tone, note } = deal
  return (
    <article className="deal">
      <div className="deal-picture">
        <Picture name={picture} tone={tone} />
        {note === undefined ? null : <span className="tag">{note}</span>}
      </div>
      <h3>
        <a href={`#${deal.id}`}>{title}</a>
      </h3>
      <p className="maker">
        {maker}, {place}
      </p>
      <p className="stars" aria-label={`${stars} of 5 stars, ${reviews} reviews`}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="m12 2.500 2.900 6.200 6.800.8-5 4.700 1.300 6.700-6-3.300-6 3.300 1.300-6.700-5-4.700 6.800-.8z" />
        </svg>
        {stars.toFixed(1)} <span>({reviews.toLocaleString('en')})</span>
      </p>
      <p className="price">
        {euro.format(price / 100)}
        {was === undefined ? null : (
          <s>
            <span className="hidden">was </span>
            {euro.format(was / 100)}
          </s>
        )}
      </p>
    </article>
  )
}

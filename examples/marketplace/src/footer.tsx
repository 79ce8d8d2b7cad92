const COLUMNS: readonly (readonly [title: string, links: readonly string[]])[] = [
  ['Buy', ['How one parcel works', 'Delivery by bicycle', 'Returns', 'Gift cards']],
  ['Sell', ['Open a workshop', 'Go live', 'Fees', 'Depots']],
  ['Fardel', ['About', 'Makers’ charter', 'Jobs', 'Press']],
]

export function Footer() {
  return (
    <footer className="footer">
      <nav aria-label="Footer">
        {COLUMNS.map(([title, links]) => (
          <div key={title}>
            <h2>{title}</h2>
            <ul>
              {links.map((link) => (
                <li key={link}>
                  <a href="#top">{link}</a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <p>
        Fardel is an invented marketplace, made to show Tote. <span>A fardel was a pedlar’s bundle.</span>
      </p>
    </footer>
  )
}

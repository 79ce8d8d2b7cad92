const MAKERS: readonly (readonly [name: string, what: string, tone: string])[] = [
  ['Two Kilns', 'Salt glaze', 'sea'],
  ['Weberei Korn', 'Linen', 'rose'],
  ['Mesnard Fils', 'Blades', 'slate'],
  ['Turn Wood', 'Bowls', 'moss'],
  ['Halvorsen Light', 'Lamps', 'sun'],
]

export function MakerStrip() {
  return (
    <section className="makers" aria-labelledby="makers-title">
      <div>
        <h2 id="makers-title">Every maker, one parcel</h2>
        <p>
          Order from as many workshops as you like. We gather it all at the nearest depot and bring it in one
          box, by bicycle where we can.
        </p>
      </div>
      <ul>
        {MAKERS.map(([name, what, tone]) => (
          <li key={name} data-tone={tone}>
            <span aria-hidden="true">{name.charAt(0)}</span>
            {name}
            <small>{what}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

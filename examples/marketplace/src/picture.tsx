import type { ReactNode } from 'react'

export type PictureName =
  | 'jug'
  | 'lamp'
  | 'chair'
  | 'cloth'
  | 'knife'
  | 'soap'
  | 'book'
  | 'plant'
  | 'bowl'
  | 'clock'
  | 'bag'
  | 'candle'

/** Drawn, not photographed: a marketplace's pictures come from its makers. */
const SHAPES: Readonly<Record<PictureName, ReactNode>> = {
  jug: (
    <>
      <path className="b" d="M66 52c20 2 26 14 24 26s-14 18-26 16" />
      <path
        className="a"
        d="M36 34h30l-4 14c10 8 14 18 14 30 0 16-10 24-25 24S26 94 26 78c0-12 4-22 14-30z"
      />
      <path className="c" d="M30 66c14 6 30 6 44 0 4 14 0 22-2 26-12 8-30 8-42 0-4-8-4-16 0-26z" />
    </>
  ),
  lamp: (
    <>
      <path className="a" d="M42 22h36l14 34H28z" />
      <path className="c" d="M28 56h64l2 5H26z" />
      <path className="b" d="M58 61h4v36h-4zM42 97h36v6H42z" />
    </>
  ),
  chair: (
    <>
      <path className="a" d="M36 20h48c4 0 6 3 6 6v32H30V26c0-3 2-6 6-6z" />
      <path className="c" d="M26 58h68v12H26z" />
      <path className="b" d="M30 70h6l-4 34h-6zM84 70h6l4 34h-6z" />
    </>
  ),
  cloth: (
    <>
      <path className="a" d="M28 26h64v68H28z" />
      <path className="c" d="M28 40h64v7H28zM28 54h64v3H28zM28 80h64v7H28z" />
      <path
        className="b"
        d="M28 94h4v8h-4zm12 0h4v8h-4zm12 0h4v8h-4zm12 0h4v8h-4zm12 0h4v8h-4zm12 0h4v8h-4z"
      />
    </>
  ),
  knife: (
    <>
      <path className="a" d="M22 44h52c8 0 14 2 20 14H22z" />
      <path className="c" d="M22 58h72c-2 4-6 6-12 6H22z" />
      <path className="b" d="M22 44v20H4c-2 0-2-20 0-20z" transform="translate(4 0)" />
    </>
  ),
  soap: (
    <>
      <rect className="a" x="22" y="46" width="76" height="38" rx="14" />
      <rect className="c" x="34" y="56" width="52" height="18" rx="8" />
      <circle className="b" cx="84" cy="34" r="7" />
      <circle className="b" cx="70" cy="26" r="4" />
    </>
  ),
  book: (
    <>
      <path className="a" d="M32 22h50c5 0 8 3 8 8v60H32z" />
      <path className="c" d="M32 22h8v68h-8z" />
      <path className="b" d="M32 90h58v8H38c-4 0-6-4-6-8z" />
    </>
  ),
  plant: (
    <>
      <path
        className="c"
        d="M58 70C52 40 34 34 24 36c0 18 12 32 34 34zm4 0c0-26 14-42 34-44 2 24-12 40-34 44z"
      />
      <path className="a" d="M38 70h44l-6 34H44z" />
      <path className="b" d="M34 64h52v9H34z" />
    </>
  ),
  bowl: (
    <>
      <path className="a" d="M18 50h84c0 30-16 44-42 44S18 80 18 50z" />
      <path className="c" d="M18 50h84c0 5 0 8-1 12H19c-1-4-1-7-1-12z" />
      <path className="b" d="M46 94h28v6H46z" />
    </>
  ),
  clock: (
    <>
      <circle className="a" cx="60" cy="62" r="40" />
      <circle className="c" cx="60" cy="62" r="30" />
      <path className="b" d="M58 38h4v24h-4zm2 22 18 10-2 4-18-10z" />
    </>
  ),
  bag: (
    <>
      <path className="b" d="M44 50V36c0-22 32-22 32 0v14h-6V37c0-14-20-14-20 0v13z" />
      <path className="a" d="M28 46h64l6 56H22z" />
      <path className="c" d="M25 76h70l3 26H22z" />
    </>
  ),
  candle: (
    <>
      <path className="b" d="M60 18c8 10 10 18 0 24-10-6-8-14 0-24z" />
      <path className="a" d="M46 46h28v44H46z" />
      <path className="c" d="M32 90h56c0 8-6 12-12 12H44c-6 0-12-4-12-12z" />
    </>
  ),
}

export function Picture({ name, tone }: { name: PictureName; tone: string }) {
  return (
    <svg className="picture" data-tone={tone} viewBox="0 0 120 120" aria-hidden="true">
      <rect className="ground" width="120" height="120" />
      <ellipse className="shade" cx="60" cy="104" rx="40" ry="4" />
      {SHAPES[name]}
    </svg>
  )
}

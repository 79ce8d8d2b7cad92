import type { Colours } from './demo-product.ts'

/** A product drawn flat on a square of 400 by 400, standing on y = 372. `t` runs with the film, for what moves. */
type Drawing = (colours: Colours, t: number) => string

const round = (value: number) => value.toFixed(2)

export const drawings: Readonly<Record<string, Drawing>> = {
  'linen-shirt': ({ body, shade, accent }) => `
    <path d="M128 78 52 128l34 78 32-16v168q82 20 164 0V190l32 16 34-78-76-50-40-12q-32 26-64 0z" fill="${body}"/>
    <path d="M118 190q-2 90 0 168 14 4 28 6-8-110-6-214zM282 190q2 90 0 168-14 4-28 6 8-110 6-214z" fill="${shade}" opacity=".55"/>
    <path d="M168 66q32 26 64 0l18 22-50 40-50-40z" fill="${shade}"/>
    <path d="M150 84 200 128l-22 34-44-70zM250 84l-50 44 22 34 44-70z" fill="${body}" stroke="${shade}" stroke-width="3"/>
    <path d="M200 130v236" stroke="${shade}" stroke-width="4"/>
    ${[168, 212, 256, 300, 344].map((y) => `<circle cx="208" cy="${y}" r="4.500" fill="${accent}"/>`).join('')}
    <path d="M238 208h38v44q-19 10-38 0z" fill="none" stroke="${shade}" stroke-width="4"/>`,
  'stoneware-mug': ({ body, shade, accent }, t) => `
    ${[0, 1, 2].map((n) => `<path d="M${160 + n * 34} ${110 - 6 * Math.sin(t * 1.6 + n)}q-14-22 0-44t0-44" fill="none" stroke="#fff" stroke-opacity="${round(0.25 + 0.18 * Math.sin(t * 1.3 + n * 2))}" stroke-width="7" stroke-linecap="round"/>`).join('')}
    <path d="M276 196h28q44 4 40 62-6 56-76 56" fill="none" stroke="${shade}" stroke-width="26" stroke-linecap="round"/>
    <path d="M96 150h188v150q-4 68-72 72h-44q-68-4-72-72z" fill="${body}"/>
    <path d="M96 150h188v76q-34 26-62 6t-58 8-68-10z" fill="${accent}"/>
    <path d="M238 150h46v150q-4 68-72 72h-16q42-14 42-90z" fill="#000" opacity=".09"/>
    <ellipse cx="190" cy="150" rx="94" ry="22" fill="${shade}"/>
    <ellipse cx="190" cy="153" rx="80" ry="15" fill="#4b2f1e"/>`,
  'wool-throw': ({ body, shade, accent }) => `
    <g>${[0, 1, 2]
      .map(
        (
          n,
        ) => `<rect x="${62 + n * 8}" y="${288 - n * 74}" width="${276 - n * 16}" height="84" rx="40" fill="${n % 2 === 0 ? body : shade}"/>
    <path d="M${100 + n * 8} ${330 - n * 74}h${220 - n * 12}" stroke="${n % 2 === 0 ? shade : body}" stroke-width="6" stroke-linecap="round" opacity=".7"/>`,
      )
      .join('')}</g>
    <path d="M128 140q72-26 144 0v196q-72 22-144 0z" fill="${body}"/>
    ${[168, 196, 224, 286, 304].map((y, n) => `<path d="M128 ${y}q72-24 144 0" fill="none" stroke="${accent}" stroke-width="${n < 3 ? 10 : 5}" opacity=".85"/>`).join('')}
    ${Array.from({ length: 16 }, (_, n) => `<path d="M${132 + n * 9.2} ${335 + 4 * Math.sin(n)}v30" stroke="${shade}" stroke-width="4" stroke-linecap="round"/>`).join('')}`,
  'dome-lamp': ({ body, shade, accent }, t) => `
    <path d="M96 186 20 372h360l-76-186z" fill="${accent}" opacity="${round(0.2 + 0.05 * Math.sin(t * 2))}"/>
    <path d="M192 180h16v164h-16z" fill="${shade}"/>
    <path d="M126 352q74-30 148 0 4 20-74 20t-74-20z" fill="${body}"/>
    <path d="M84 190q4-132 116-134 112 2 116 134-116 22-232 0z" fill="${body}"/>
    <path d="M232 62q80 20 84 128-30 6-62 8 18-84-22-136z" fill="${shade}" opacity=".7"/>
    <ellipse cx="200" cy="192" rx="116" ry="15" fill="${accent}"/>
    <circle cx="200" cy="52" r="9" fill="${shade}"/>`,
  'market-tote': ({ body, shade, accent }) => `
    <path d="M214 130q20-78 8-118M236 132q38-54 56-96M190 132q-12-70-40-104" fill="none" stroke="#5f7d49" stroke-width="9" stroke-linecap="round"/>
    ${[
      [222, 20],
      [292, 40],
      [150, 30],
      [246, 62],
      [268, 84],
      [176, 74],
    ]
      .map(
        ([x, y]) =>
          `<ellipse cx="${x}" cy="${y}" rx="20" ry="12" fill="#7f9c61" transform="rotate(${(Number(x) * 7) % 90} ${x} ${y})"/>`,
      )
      .join('')}
    <path d="M126 150q6-96 74-98 68 2 74 98" fill="none" stroke="${accent}" stroke-width="13"/>
    <path d="M84 140h232l22 218q-138 28-276 0z" fill="${body}"/>
    <path d="M272 140h44l22 218q-26 5-52 8z" fill="${shade}" opacity=".8"/>
    <path d="M84 140h232l3 26H81z" fill="${shade}"/>
    <path d="M112 150q4 70 8 112M288 150q-4 70-8 112" stroke="${accent}" stroke-width="13" fill="none"/>
    <path d="M164 300h72" stroke="${accent}" stroke-width="4"/><circle cx="200" cy="276" r="13" fill="none" stroke="${accent}" stroke-width="4"/>`,
  'carafe-set': ({ body, shade, accent }, t) => `
    <path d="M160 60h80v74q56 24 56 96v104q-4 38-44 38H148q-40 0-44-38V230q0-72 56-96z" fill="${body}" opacity=".55"/>
    <path d="M106 ${round(228 + 3 * Math.sin(t * 1.5))}q94 ${round(10 * Math.sin(t * 1.5))} 188 0v106q-4 38-44 38H150q-40 0-44-38z" fill="${shade}" opacity=".75"/>
    <path d="M146 28h108v44q-54 14-108 0z" fill="${body}" opacity=".8" stroke="${accent}" stroke-opacity=".8" stroke-width="4"/>
    <path d="M128 214q6-44 42-62" fill="none" stroke="${accent}" stroke-width="9" stroke-linecap="round" opacity=".9"/>
    ${[0, 1, 2, 3, 4].map((n) => `<circle cx="${140 + n * 30}" cy="${round(360 - ((t * 26 + n * 47) % 120))}" r="${3 + (n % 3)}" fill="${accent}" opacity=".7"/>`).join('')}
    <path d="M128 240v90" stroke="${accent}" stroke-width="7" stroke-linecap="round" opacity=".5"/>`,
  'fig-candle': ({ body, shade, accent }, t) => `
    <circle cx="200" cy="120" r="${round(96 + 5 * Math.sin(t * 5))}" fill="${accent}" opacity=".14"/>
    <path d="M200 ${round(58 - 5 * Math.sin(t * 6))}q34 46 14 78-14 16-28 0-20-32 14-78z" fill="${accent}" transform="rotate(${round(3 * Math.sin(t * 4))} 200 140)"/>
    <path d="M200 96q14 26 5 42-5 6-10 0-9-16 5-42z" fill="#ff9d4d" opacity=".8"/>
    <path d="M200 138v34" stroke="#2c2218" stroke-width="5"/>
    <path d="M108 164h184v176q-2 32-34 32H142q-32 0-34-32z" fill="${body}"/>
    <path d="M108 164h184v34q-92 20-184 0z" fill="${accent}" opacity=".55"/>
    <path d="M252 164h40v176q-2 32-34 32h-16q12-90 10-208z" fill="${shade}" opacity=".7"/>
    <rect x="148" y="238" width="104" height="84" rx="4" fill="#f6efe0"/>
    <path d="M200 252q24 14 18 40-18 6-36 0-6-26 18-40zM200 256v46" fill="none" stroke="#57614a" stroke-width="3.500"/>`,
  'olive-board': ({ body, shade, accent }) => `
    <path d="M176 20q24-14 48 0l4 74q84 10 90 96l-8 150q-10 32-56 32H146q-46 0-56-32l-8-150q6-86 90-96z" fill="${body}"/>
    ${[0, 1, 2, 3, 4, 5].map((n) => `<path d="M${108 + n * 34} 352q${-24 + n * 10}-92 ${8 - n * 4}-${210 - Math.abs(n - 2.5) * 26}" fill="none" stroke="${shade}" stroke-width="${n % 2 === 0 ? 5 : 3}" opacity=".65"/>`).join('')}
    <path d="M176 250q18-30 44-14 10 34-22 46-26-6-22-32z" fill="none" stroke="${shade}" stroke-width="4" opacity=".7"/>
    <circle cx="200" cy="48" r="11" fill="#000" opacity=".35"/>
    <g transform="translate(206 236)"><path d="M0 96q-14-46 16-58 4-24 22-30 18 6 22 30 30 12 16 58-38 26-76 0z" fill="${accent}"/><path d="M38 10q2-20 16-26" fill="none" stroke="#4a3a1a" stroke-width="6" stroke-linecap="round"/><path d="M62 50q10 18 2 40" fill="none" stroke="#fff" stroke-opacity=".4" stroke-width="6" stroke-linecap="round"/></g>`,
  'silk-scarf': ({ body, shade, accent }, t) => `
    <g transform="rotate(${round(1.5 * Math.sin(t * 1.2))} 200 60)">
    <path d="M84 52q116-40 232 0 34 150-10 290-46 34-106 24-60 10-106-24-44-140-10-290z" fill="${body}"/>
    <path d="M84 52q116-40 232 0l4 40q-120-36-240 0z" fill="${accent}"/>
    <path d="M92 322q108 46 216 0l-8 28q-46 26-100 16-54 10-100-16z" fill="${accent}"/>
    ${[0, 1, 2].map((row) => [0, 1, 2].map((n) => `<g transform="translate(${128 + n * 72} ${138 + row * 66 + (n % 2) * 12})"><circle r="24" fill="${row % 2 === n % 2 ? accent : '#d77a5c'}" opacity=".9"/><path d="M-24 0q24-24 48 0-24 24-48 0z" fill="${body}"/><circle r="6" fill="#d9a441"/></g>`).join('')).join('')}
    <path d="M258 60q26 140-8 292 30-4 56-20 36-130 4-256z" fill="${shade}" opacity=".45"/></g>`,
  'bud-vase': ({ body, shade, accent }, t) => `
    <g transform="rotate(${round(1.6 * Math.sin(t))} 200 160)"><path d="M200 170q-6-90 34-158M206 110q-30-30-58-34M214 74q30-12 52-8" fill="none" stroke="#6b4d33" stroke-width="6" stroke-linecap="round"/>
    ${[
      [236, 16],
      [148, 76],
      [268, 66],
      [178, 92],
      [238, 66],
      [222, 40],
    ]
      .map(
        ([x, y], n) =>
          `<path d="M0 0q16-22 44-10-14 26-44 10z" fill="${accent}" transform="translate(${x} ${y}) rotate(${n * 57})"/>`,
      )
      .join('')}</g>
    <path d="M178 150h44q2 52 22 82 40 46 30 96-8 44-56 44h-36q-48 0-56-44-10-50 30-96 20-30 22-82z" fill="${body}"/>
    <path d="M212 150h10q2 52 22 82 40 46 30 96-8 44-56 44h-14q46-32 30-118-22-50-22-104z" fill="${shade}"/>
    <ellipse cx="200" cy="150" rx="22" ry="6" fill="#6f665a"/>`,
  'straw-hat': ({ body, shade, accent }) => `
    <ellipse cx="200" cy="290" rx="188" ry="62" fill="${shade}"/>
    <ellipse cx="200" cy="280" rx="188" ry="58" fill="${body}"/>
    ${[150, 120, 168].map((rx, n) => `<ellipse cx="200" cy="${281 - n}" rx="${rx}" ry="${rx * 0.31}" fill="none" stroke="${shade}" stroke-width="3" opacity=".6"/>`).join('')}
    <path d="M98 278q-2-152 102-154 104 2 102 154-102 34-204 0z" fill="${body}"/>
    ${[0, 1, 2, 3, 4].map((n) => `<path d="M${104 + n * 4} ${250 - n * 26}q${96 - n * 4} 26 ${192 - n * 8} 0" fill="none" stroke="${shade}" stroke-width="3" opacity=".6"/>`).join('')}
    <path d="M97 262q103 36 206 0l1 30q-104 38-208 0z" fill="${accent}"/>
    <path d="M250 138q46 40 52 140-22 8-48 12 16-92-4-152z" fill="${shade}" opacity=".45"/>`,
  'velvet-cushion': ({ body, shade, accent }) => `
    <path d="M66 74q134 26 268 0 20 4 16 24-22 116 0 232 2 22-18 26-132-24-264 0-20-4-18-26 22-116 0-232-4-20 16-24z" fill="${body}"/>
    <path d="M66 74q134 26 268 0 20 4 16 24-22 116 0 232 2 22-18 26-132-24-264 0-20-4-18-26 22-116 0-232-4-20 16-24z" fill="none" stroke="${accent}" stroke-width="7"/>
    <path d="M290 92q-18 116 8 246 20 4 34 6 8-4 6-18-20-112 0-232 2-8-6-8-18 6-42 6z" fill="${shade}" opacity=".8"/>
    <path d="M96 120q30 24 60 28M104 310q40-30 62-32M150 214q50 14 100 0" fill="none" stroke="${shade}" stroke-width="7" stroke-linecap="round" opacity=".8"/>
    <path d="M92 108q60 14 120 12" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".16"/>`,
}

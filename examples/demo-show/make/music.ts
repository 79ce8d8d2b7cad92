const RATE = 44_100

/** Four soft chords that go round, as frequencies in hertz. */
const chords = [
  [130.81, 196.0, 246.94, 329.63],
  [110.0, 164.81, 220.0, 261.63],
  [87.31, 174.61, 220.0, 329.63],
  [98.0, 146.83, 246.94, 293.66],
]

/** A quiet bed of slow chords with a plucked note now and then: mono, 16 bit, as a WAV file. */
export function composeBed(seconds: number): Uint8Array {
  const samples = new Float32Array(seconds * RATE)
  const chordSeconds = 4
  for (let start = 0, turn = 0; start < seconds; start += chordSeconds, turn += 1) {
    const chord = chords[turn % chords.length] ?? []
    for (const [voice, frequency] of chord.entries()) {
      addPad(samples, { start, length: chordSeconds + 1.5, frequency, level: 0.05 / (1 + voice * 0.3) })
      const beat = start + voice + (turn % 2) * 0.5
      addPluck(samples, { start: beat, frequency: frequency * 4, level: 0.035 })
    }
  }
  return toWav(samples)
}

interface Tone {
  readonly start: number
  readonly frequency: number
  readonly level: number
}

function addPad(samples: Float32Array, { start, length, frequency, level }: Tone & { length: number }): void {
  for (let index = 0; index < length * RATE; index += 1) {
    const t = index / RATE
    // Swells in and out, and wraps round, so that the film's end runs into its beginning.
    const envelope = Math.sin((Math.PI * t) / length) ** 1.5
    const wave = Math.sin(2 * Math.PI * frequency * t) + 0.4 * Math.sin(2 * Math.PI * frequency * 1.003 * t)
    const at = (Math.floor(start * RATE) + index) % samples.length
    samples[at] = (samples[at] ?? 0) + level * envelope * wave
  }
}

function addPluck(samples: Float32Array, { start, frequency, level }: Tone): void {
  for (let index = 0; index < 1.6 * RATE; index += 1) {
    const t = index / RATE
    const at = (Math.floor(start * RATE) + index) % samples.length
    samples[at] = (samples[at] ?? 0) + level * Math.exp(-3.2 * t) * Math.sin(2 * Math.PI * frequency * t)
  }
}

function toWav(samples: Float32Array): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2))
  const text = (at: number, value: string) => {
    for (const [index, letter] of [...value].entries()) bytes.setUint8(at + index, letter.charCodeAt(0))
  }
  text(0, 'RIFF')
  bytes.setUint32(4, 36 + samples.length * 2, true)
  text(8, 'WAVEfmt ')
  bytes.setUint32(16, 16, true)
  bytes.setUint16(20, 1, true)
  bytes.setUint16(22, 1, true)
  bytes.setUint32(24, RATE, true)
  bytes.setUint32(28, RATE * 2, true)
  bytes.setUint16(32, 2, true)
  bytes.setUint16(34, 16, true)
  text(36, 'data')
  bytes.setUint32(40, samples.length * 2, true)
  for (const [index, sample] of samples.entries())
    bytes.setInt16(44 + index * 2, Math.max(-1, Math.min(1, sample)) * 32_767, true)
  return new Uint8Array(bytes.buffer)
}

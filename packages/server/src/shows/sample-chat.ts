/**
 * How many messages a pulse may carry. Half a second of more than this cannot be read anyway, and every message
 * costs by the viewer.
 */
export function chatPerPulse(audience: number): number {
  if (audience <= 500) return 20
  return audience <= 5000 ? 8 : 4
}

/** So many of the messages, evenly over the time they came in and in their order; the newest is among them. */
export function sampleChat<Message>(messages: readonly Message[], limit: number): Message[] {
  const { length } = messages
  if (length <= limit) return [...messages]
  const chosen = new Set(
    Array.from({ length: limit }, (_, index) => Math.ceil(((index + 1) * length) / limit) - 1),
  )
  return messages.filter((_, index) => chosen.has(index))
}

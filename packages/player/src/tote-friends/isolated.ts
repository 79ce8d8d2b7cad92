/** A name within a text: whichever way it is written, the text around it goes its own. */
export const isolated = (name: string) => `\u2068${name}\u2069`

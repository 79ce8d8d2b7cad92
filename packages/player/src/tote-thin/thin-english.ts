import type { Template } from '../internal/messages/template.ts'

/** The texts of a show without its picture, which come with it. */
export const thinEnglish = {
  'thin.saving': 'Your device asks to save data.',
  'thin.slow': 'Your connection is too slow for the picture.',
  'thin.sound': 'You hear the show. Products, basket and chat go on.',
  'thin.stills': 'The show goes on without picture and sound. Products, basket and chat go on.',
  'thin.paused': 'The picture is off. Products and basket go on.',
  'thin.back': 'Show the picture',
} as const satisfies Record<string, Template>

import * as z from 'zod/mini'

/** An absolute address. Where it may lead is the tenant's file to say; a page shows it or it does not load. */
export const urlSchema = z.string().check(z.maxLength(2000), z.regex(/^[a-z][a-z0-9+.-]{0,20}:[^\s]+$/i))

import * as z from 'zod'

/** By which posts between the hub and a backend are signed: the newest first; two while one replaces the other. */
export const signingSecretsSchema = z
  .array(
    z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and 24 to 64 random bytes in base64'),
  )
  .min(1)
  .max(2)

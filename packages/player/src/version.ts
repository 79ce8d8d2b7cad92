/** Of this package: two versions on one page tell each other by it. Held against package.json by a test. */
export const version = '0.1.0'

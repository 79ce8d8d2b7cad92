/** On a player whose stage is in the corner. */
export const IN_CORNER = 'data-tote-corner'
/** On a player that has no place of its own in the page. */
export const VISITING = 'data-tote-visiting'

/** Who goes first when calls are scarce. Sweeps come after all of these. */
export const lanes = ['revoke', 'interactive', 'bulk'] as const;

export type Lane = (typeof lanes)[number];

/** Above this many calls an operation is bulk: it yields to people waiting in front of a page. */
export const bulkThreshold = 10;

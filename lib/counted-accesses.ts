/** So many accesses of a door are counted in a list; its own page and a file count all. */
export const countedAccesses = 50;

/** The rows in groups of at most `size`: a statement takes so many parameters and no more. */
export const chunks = <T>(rows: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size));

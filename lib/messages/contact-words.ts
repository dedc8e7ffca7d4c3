/** Said wherever somebody new is typed in: OpenKit never lets it be mended. */
export const notCorrectable = 'Name and email cannot be corrected here later.';

/** Where it broke. The text of database errors repeats parameters, hence what people typed, and is left out. */
export function describeError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error, code: codeOf(error) };
  const isFromDatabase = 'query' in error || 'severity' in error;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    code: codeOf(error),
    message: isFromDatabase ? undefined : error.message,
    frames: frames?.slice(0, 8),
  };
}

/** The code of what caused an error, or else its own. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const caused = 'cause' in error ? codeOf(error.cause) : undefined;
  return caused ?? ('code' in error && error.code != null ? String(error.code) : undefined);
}

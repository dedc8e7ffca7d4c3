/** What a person at the terminal can mend: its message says what is wrong and what to do. */
export class StartError extends Error {}

/** On the terminal, as the sentence it is, or with all its traces. */
export function report(error: unknown): void {
  console.error(error instanceof StartError ? error.message : error);
}

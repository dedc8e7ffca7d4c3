import { codeOf } from '../describe-error.ts';

/** What the job queue may keep of an error, and keeps for days: its name and code. */
export function jobFailure(error: unknown): Error {
  const failure = new Error(codeOf(error) ?? 'failed');
  failure.name = error instanceof Error ? error.name : typeof error;
  return failure;
}

import { redirect } from 'next/navigation';
import { Refusal } from '#lib/errors';

/** For the `catch` of a list: a cursor of another list starts over at `path` instead of failing. */
export const startOver =
  (path: string) =>
  (error: unknown): never => {
    if (error instanceof Refusal && error.field === 'cursor') redirect(path);
    throw error;
  };

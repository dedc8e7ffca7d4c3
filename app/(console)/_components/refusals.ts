import { notFound, redirect } from 'next/navigation';
import { Refusal } from '#lib/errors';

/** For `.catch` on the first page of a list: a cursor of another list starts over at `path` instead of failing. */
export const startOver =
  (path: string) =>
  (error: unknown): never => {
    if (!(error instanceof Refusal && error.field === 'cursor')) throw error;
    redirect(path);
  };

/** For `.catch` on what a page is about: not there and not theirs to see look alike. */
export function toNotFound(error: unknown): never {
  if (error instanceof Refusal && error.code === 'forbidden_or_missing') notFound();
  throw error;
}

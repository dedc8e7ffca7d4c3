import { Refusal } from '#lib/errors';

const uniqueViolation = '23505';

/** Waits for a write of a view. Throws Refusal `invalid` on `name` when another view of the list has that name. */
export async function refuseTaken<T>(write: PromiseLike<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    const isTaken = cause instanceof Object && 'code' in cause && cause.code === uniqueViolation;
    if (isTaken) throw new Refusal('invalid', { field: 'name', params: { reason: 'view_name_taken' } });
    throw error;
  }
}

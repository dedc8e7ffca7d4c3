import { Refusal } from '#lib/errors';
import { isUniqueViolation } from '#server/db/unique-violation';

/** Waits for a write of a view. Throws Refusal `invalid` on `name` when another view of the list has that name. */
export async function refuseTaken<T>(write: PromiseLike<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error))
      throw new Refusal('invalid', { field: 'name', params: { reason: 'view_name_taken' } });
    throw error;
  }
}

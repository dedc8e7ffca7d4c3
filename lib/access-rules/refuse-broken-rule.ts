import { Refusal } from '../errors.ts';
import type { Violation } from './grant-rules.ts';

/** Throws Refusal `invalid` for the first of these, if there is one; `fieldOf` names its field as the form does. */
export function refuseBrokenRule([broken]: readonly Violation[], fieldOf = (field: string): string => field): void {
  if (!broken) return;
  const { field, reason, params } = broken;
  throw new Refusal('invalid', { field: fieldOf(field), params: { ...params, reason } });
}

import type { AccessView } from '../schemas/access.ts';

/** Given by us, or being given, to last, and not over: what OpenKit lets us change, and what a lost phone takes. */
export const isOursToLast = ({
  passcodeType,
  granterKind,
  state,
}: Pick<AccessView, 'passcodeType' | 'granterKind' | 'state'>): boolean =>
  passcodeType === 'PERMANENT' && granterKind !== 'user' && (state === 'active' || state === 'scheduled');

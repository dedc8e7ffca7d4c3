import { useQuery } from '@tanstack/react-query';
import { personQuery } from '#lib/queries/person';
import type { AccessView } from '#lib/schemas/access';
import { changedByGiving } from '@/components/grant-access/grant-draft';

export type HeldDoors = {
  /** What of it a lease changes. */
  held: AccessView[];
  /** Held more than once, by name: left as it is. */
  doubled: string[];
};

/** What somebody known holds of these doors already, for whatever else; nothing while it is not known. */
export function useHeldDoors(personId: string | null, doorIds: readonly string[]): HeldDoors {
  const { data } = useQuery({ ...personQuery(personId ?? ''), enabled: personId !== null });
  const theirs = changedByGiving(data?.accesses ?? [], {
    doors: doorIds.map((id) => ({ id })),
    terms: { passcodeType: 'PERMANENT' },
  });
  const byDoor = [...Map.groupBy(theirs, ({ doorId }) => doorId).values()];
  return {
    held: byDoor.flatMap((accesses) => (accesses.length === 1 ? accesses : [])),
    doubled: byDoor.flatMap(([access, second]) => (access && second ? [access.doorName] : [])),
  };
}

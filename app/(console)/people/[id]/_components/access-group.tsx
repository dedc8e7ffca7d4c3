import { counted } from '#lib/messages/counts';
import type { AccessView } from '#lib/schemas/access';
import { DiagnosisButton } from '@/components/diagnosis/diagnosis-button';
import { draftFromAccesses, type GrantDraft } from '@/components/grant-access/grant-draft';
import { Button } from '@/components/ui/button';
import { type BuildingGroup, isRevocable } from './access-groups.ts';
import { PersonAccess } from './person-access.tsx';

type Props = {
  group: BuildingGroup;
  chosenIds: ReadonlySet<string>;
  onChoose?: (accesses: readonly AccessView[], isOn: boolean) => void;
  onGrantAgain?: (draft: GrantDraft) => void;
  onDiagnose: (doorId: string) => void;
};

/** The accesses in one building. */
export function AccessGroup({ group, chosenIds, onChoose, onGrantAgain, onDiagnose }: Props) {
  const revocable = group.accesses.filter(isRevocable);
  const isAll = revocable.length > 0 && revocable.every((access) => chosenIds.has(access.id));
  return (
    <section aria-label={group.name} className="pt-5">
      <header className="flex min-h-8 items-center gap-3 border-b border-line pb-1.5">
        {onChoose && revocable.length > 0 && (
          <input
            type="checkbox"
            aria-label={`Select all in ${group.name}`}
            checked={isAll}
            onChange={() => onChoose(revocable, !isAll)}
            className="size-4 shrink-0 max-sm:size-6"
          />
        )}
        <h2 className="min-w-0 flex-1 truncate font-semibold" title={group.name} dir="auto">
          {group.name}
        </h2>
        <span className="text-sm text-muted">
          {counted(group.accesses.filter((access) => access.isHeld).length, 'access', 'accesses')}
        </span>
      </header>
      <ul className="divide-y divide-line">
        {group.accesses.map((access) => (
          <PersonAccess
            key={`${access.id}:${access.doorId}`}
            access={access}
            isChosen={chosenIds.has(access.id)}
            onChoose={onChoose && revocable.length > 0 ? (isOn) => onChoose([access], isOn) : undefined}
            actions={
              <>
                <DiagnosisButton doorName={access.doorName} onOpen={() => onDiagnose(access.doorId)} />
                {onGrantAgain && (
                  <Button onClick={() => onGrantAgain(draftFromAccesses([access]))}>Give access again</Button>
                )}
              </>
            }
          />
        ))}
      </ul>
    </section>
  );
}

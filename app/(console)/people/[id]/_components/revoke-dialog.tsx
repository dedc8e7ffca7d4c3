'use client';

import { counted, listed } from '#lib/messages/counts';
import { remainingSentences, revokeConsequences } from '#lib/messages/revoke-words';
import { fullName } from '#lib/names';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { Checkbox } from '@/components/ui/checkbox';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { byBuilding } from './access-groups.ts';

type Props = {
  person: PersonView;
  chosen: readonly AccessView[];
  isAll: boolean;
  /** Their home, which goes only when ticked. */
  home?: { doors: readonly AccessView[]; isOn: boolean; onChange: (isOn: boolean) => void } | undefined;
  onConfirm: () => void;
  onClose: () => void;
};

/** Says what follows from a revocation, and asks once. */
export default function RevokeDialog({ person, chosen, isAll, home, onConfirm, onClose }: Props) {
  const name = fullName(person);
  const doors = `${isAll ? 'all ' : ''}${counted(new Set(chosen.map((access) => access.doorId)).size, 'door')}`;
  const [first, ...others] = revokeConsequences(name, chosen, person);
  return (
    <ConfirmDialog
      title={`Revoke ${doors} of ${name}?`}
      confirmLabel={`Revoke ${doors}`}
      isDanger
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {isAll ? <DoorsByBuilding accesses={chosen} /> : <p className="wrap-anywhere">{first}</p>}
      {home && (
        <Checkbox
          label={`Their home too: ${listed([...new Set(home.doors.map(({ doorName }) => doorName))])}`}
          hint="Moving out and a lost phone include it."
          checked={home.isOn}
          onChange={(event) => home.onChange(event.target.checked)}
        />
      )}
      <Sentences sentences={others} />
      {isAll && (
        <>
          <p className="font-medium">What stays</p>
          <Sentences sentences={remainingSentences(person.accesses, chosen)} />
        </>
      )}
    </ConfirmDialog>
  );
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className="grid list-disc gap-1 pl-5 text-sm text-muted">
      {sentences.map((sentence) => (
        <li key={sentence} className="wrap-anywhere">
          {sentence}
        </li>
      ))}
    </ul>
  );
}

/** All of them by name: nobody should revoke a door they have not read. */
function DoorsByBuilding({ accesses }: { accesses: readonly AccessView[] }) {
  return (
    <dl className="grid gap-2">
      {byBuilding(accesses).map(({ buildingId, name, accesses: of }) => (
        <div key={buildingId}>
          <dt className="font-medium wrap-anywhere">{name}</dt>
          <dd className="wrap-anywhere">{[...new Set(of.map((access) => access.doorName))].join(', ')}</dd>
        </div>
      ))}
    </dl>
  );
}

'use client';

import { counted } from '#lib/messages/counts';
import { revokeConsequences } from '#lib/messages/revoke-words';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';

type Props = { person: PersonView; chosen: readonly AccessView[]; onConfirm: () => void; onClose: () => void };

/** Says what follows from a revocation, and asks once. */
export default function RevokeDialog({ person, chosen, onConfirm, onClose }: Props) {
  const name = `${person.firstName} ${person.lastName}`;
  const doors = counted(new Set(chosen.map((access) => access.doorId)).size, 'door');
  const [first, ...others] = revokeConsequences(name, chosen, person.accesses);
  return (
    <ConfirmDialog
      title={`Revoke ${doors} of ${name}?`}
      confirmLabel={`Revoke ${doors}`}
      isDanger
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p className="wrap-anywhere">{first}</p>
      <ul className="grid list-disc gap-1 pl-5 text-sm text-muted">
        {others.map((consequence) => (
          <li key={consequence} className="wrap-anywhere">
            {consequence}
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

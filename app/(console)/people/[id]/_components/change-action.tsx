'use client';

import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';
import { isChangeable } from './access-groups.ts';
import type { PersonChanges } from './use-person-changes.ts';

const load = () => import('./change-sheet.tsx');
const ChangeSheet = onDemand(load);

type Props = {
  person: PersonView;
  chosen: AccessView[];
  changes: PersonChanges;
  /** The rows now say that they are being changed. */
  onSent: () => void;
};

/** "Change 3 doors": another end, or whether they may be shared. */
export function ChangeAction({ person, chosen, changes, onSent }: Props) {
  const [accesses, setAccesses] = useState<AccessView[] | null>(null);
  const doors = counted(new Set(chosen.map((access) => access.doorId)).size, 'door');
  return (
    <>
      <Button
        disabledReason={
          chosen.every(isChangeable) ? undefined : 'One of them was given by a resident: only they can change it.'
        }
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setAccesses(chosen)}
      >
        Change {doors}
      </Button>
      {accesses && (
        <ChangeSheet
          person={person}
          accesses={accesses}
          onSent={(operationId) => {
            changes.changeSent(operationId, accesses);
            setAccesses(null);
            onSent();
          }}
          onStale={() => void changes.read().then((view) => setAccesses(sameOf(view, accesses)))}
          onClose={() => setAccesses(null)}
        />
      )}
    </>
  );
}

/** The same accesses as they stand now; those that are gone stay as they were, and the server will say so. */
function sameOf(view: PersonView, accesses: readonly AccessView[]): AccessView[] {
  return accesses.map((access) => view.accesses.find(({ id }) => id === access.id) ?? access);
}

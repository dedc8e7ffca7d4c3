'use client';

import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { revokeAccess } from '#server/actions/accesses';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { onDemand } from '@/components/ui/on-demand';
import type { PersonChanges } from './use-person-changes.ts';

const load = () => import('./revoke-dialog.tsx');
const RevokeDialog = onDemand(load);

type Props = {
  person: PersonView;
  chosen: AccessView[];
  /** Everything of ours they hold: says so, and what stays. */
  isAll?: boolean;
  /** Doors of the unit they live in: of everything, these go only when ticked. */
  homeDoorIds?: readonly string[];
  changes: PersonChanges;
  /** The rows now say that they are being revoked. */
  onSent: () => void;
};

/**
 * "Revoke 3 doors" or "Revoke all 3 doors": asks, marks the rows at once, then sends. One intent per opened dialog,
 * however often it is pressed.
 */
export function RevokeAction({ person, chosen: offered, isAll = false, homeDoorIds = [], changes, onSent }: Props) {
  const [intentId, setIntentId] = useState<string | null>(null);
  const [withHome, setWithHome] = useState(false);
  const home = isAll ? offered.filter((access) => homeDoorIds.includes(access.doorId)) : [];
  const chosen = withHome ? offered : offered.filter((access) => !home.includes(access));
  const doorIds = [...new Set(chosen.map((access) => access.doorId))];

  const revoke = async (id: string) => {
    setIntentId(null);
    const accesses = chosen;
    await changes.revokeSending(accesses);
    onSent();
    const answer = await ask(revokeAccess({ intentId: id, personId: person.id, doorIds }));
    if (answer.ok) changes.revokeSent(answer.value.operationId, accesses);
    else changes.revokeRefused(answer.error);
  };

  return (
    <>
      <Button
        variant={isAll ? 'secondary' : 'danger'}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setIntentId(crypto.randomUUID())}
      >
        {isAll ? 'Revoke all' : 'Revoke'} {counted(doorIds.length, 'door')}
      </Button>
      {intentId && (
        <RevokeDialog
          person={person}
          chosen={chosen}
          isAll={isAll}
          home={home.length > 0 ? { doors: home, isOn: withHome, onChange: setWithHome } : undefined}
          onConfirm={() => void revoke(intentId)}
          onClose={() => setIntentId(null)}
        />
      )}
    </>
  );
}

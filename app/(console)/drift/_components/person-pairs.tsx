'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { counted, listed } from '#lib/messages/counts';
import type { PersonPair } from '#lib/schemas/drift';
import { decidePerson } from '#server/actions/drift';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/** People who may have become one at OpenKit, both as they stand. A person says so; then leases and reasons follow. */
export function PersonPairs({ pairs, mayDecide }: { pairs: PersonPair[]; mayDecide: boolean }) {
  return (
    <section aria-labelledby="people-pairs" className="grid gap-2 pb-4">
      <h2 id="people-pairs" className="font-semibold">
        One person now?
      </h2>
      <p className="text-sm text-muted">
        One person’s address is now another’s at OpenKit, or someone who was gone is back under the same name. If they
        are one person, leases, reasons and guests go to whoever stays. Nothing is sent.
      </p>
      <ul className="divide-y divide-line border-y border-line">
        {pairs.map((pair) => (
          <Pair key={pair.oldPerson.id} pair={pair} mayDecide={mayDecide} />
        ))}
      </ul>
    </section>
  );
}

function Pair({ pair: { oldPerson, newPerson }, mayDecide }: { pair: PersonPair; mayDecide: boolean }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const decide = async (isSame: boolean) => {
    setAsking(true);
    const ids = { oldPersonId: oldPerson.id, newPersonId: newPerson.id };
    const answer = await ask(decidePerson({ ...ids, isSame }));
    setAsking(false);
    if (!answer.ok) return showFailure(answer.error);
    showToast(
      isSame ? `What was noted for ${oldPerson.name} now belongs to ${newPerson.name}.` : 'They stay two people.',
    );
    router.refresh();
  };
  return (
    <li className="grid gap-3 py-3">
      <div className="grid gap-4 sm:grid-cols-2">
        <Version person={oldPerson} label={oldPerson.isGone ? 'Gone' : 'Has another address now'} />
        <Version person={newPerson} label="Has the address now, or is back" />
      </div>
      {mayDecide && (
        <div className="flex flex-wrap gap-2">
          <Button isPending={isAsking} onClick={() => void decide(true)}>
            One person
          </Button>
          <Button isPending={isAsking} onClick={() => void decide(false)}>
            Two people
          </Button>
        </div>
      )}
    </li>
  );
}

function Version({ person, label }: { person: PersonPair['oldPerson']; label: string }) {
  const { id, name, email, phone, doors, leases, wantedDoors } = person;
  return (
    <div className="min-w-0 wrap-anywhere">
      <p className="text-sm text-muted">{label}</p>
      <Link
        href={`/people/${id}`}
        prefetch={false}
        dir="auto"
        className="font-medium text-accent underline underline-offset-2"
      >
        {name}
      </Link>
      <p className="text-sm text-muted">{[email, phone].filter(Boolean).join(', ') || 'No address'}</p>
      <p className="text-sm">{doors.length > 0 ? `Holds ${listed(doors)}` : 'Holds no door of yours'}</p>
      <p className="text-sm">
        {leases.length > 0 ? `Lease of ${listed(leases)}` : 'No lease'}
        {wantedDoors > 0 && `, meant to hold ${counted(wantedDoors, 'door')}`}
      </p>
    </div>
  );
}

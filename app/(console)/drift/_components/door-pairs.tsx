'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { movedText } from '#lib/messages/drift-words';
import type { DoorPair } from '#lib/schemas/drift';
import { decideSuccessor } from '#server/actions/drift';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/** Doors that look replaced. A person says so; then the new door's history goes back to the old one's. */
export function DoorPairs({ pairs, mayDecide }: { pairs: DoorPair[]; mayDecide: boolean }) {
  return (
    <section aria-labelledby="pairs" className="grid gap-2 pb-4">
      <h2 id="pairs" className="font-semibold">
        Replaced doors?
      </h2>
      <p className="text-sm text-muted">
        These vanished, and a door like them has appeared in the same building. If it is the same door, its history goes
        on there, and so do its units, its bundles and the reasons to hold it.
      </p>
      <ul className="divide-y divide-line border-y border-line">
        {pairs.map((pair) => (
          <Pair key={pair.oldDoor.id} pair={pair} mayDecide={mayDecide} />
        ))}
      </ul>
    </section>
  );
}

function Pair({ pair: { oldDoor, newDoor, buildingName }, mayDecide }: { pair: DoorPair; mayDecide: boolean }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const decide = async (isSame: boolean) => {
    setAsking(true);
    const answer = await ask(decideSuccessor({ oldDoorId: oldDoor.id, newDoorId: newDoor.id, isSame }));
    setAsking(false);
    if (!answer.ok) return showFailure(answer.error);
    showToast(isSame ? movedText(oldDoor.name, answer.value) : 'They stay two doors.');
    // Who is meant to hold the new door is told there, with what gives it to them.
    if (answer.value.people > 0) router.push(`/doors/${newDoor.id}`);
    else router.refresh();
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <p className="min-w-0 flex-1 basis-72 break-words">
        <DoorLink door={oldDoor} /> vanished, <DoorLink door={newDoor} /> appeared.
        <span className="block text-sm text-muted" dir="auto">
          {buildingName}
        </span>
      </p>
      {mayDecide && (
        <div className="flex gap-2">
          <Button isPending={isAsking} onClick={() => void decide(true)}>
            Same door
          </Button>
          <Button isPending={isAsking} onClick={() => void decide(false)}>
            Two doors
          </Button>
        </div>
      )}
    </li>
  );
}

const DoorLink = ({ door: { id, name, serialNumber } }: { door: DoorPair['oldDoor'] }) => (
  <Link href={`/doors/${id}`} prefetch={false} dir="auto" className="text-accent underline underline-offset-2">
    {name}
    {serialNumber && ` (${serialNumber})`}
  </Link>
);

'use client';

import Link from 'next/link';
import { sameDoorText } from '#lib/messages/drift-words';
import type { DoorPair } from '#lib/schemas/drift';
import { useDecideDoor } from '@/components/door/use-decide-door';
import { Button } from '@/components/ui/button';

/** Doors that look replaced. A person says so; then the new door's history goes back to the old one's. */
export function DoorPairs({ pairs, mayDecide }: { pairs: DoorPair[]; mayDecide: boolean }) {
  return (
    <section aria-labelledby="pairs" className="grid gap-2 pb-4">
      <h2 id="pairs" className="font-semibold">
        Replaced doors?
      </h2>
      <p className="text-sm text-muted">
        These doors vanished, and a similar one has appeared in the same building. {sameDoorText} Another door can be
        chosen on the page of the one that vanished.
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
  const { isAsking, decide } = useDecideDoor(oldDoor);
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
          <Button isPending={isAsking} onClick={() => void decide(newDoor.id, true)}>
            Same door
          </Button>
          <Button isPending={isAsking} onClick={() => void decide(newDoor.id, false)}>
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

'use client';

import { useState } from 'react';
import { sameDoorText } from '#lib/messages/drift-words';
import type { DoorView } from '#lib/schemas/door';
import { DoorFilterSheet, preloadDoorFilterSheet } from '@/components/access/lazy-door-filter-sheet';
import { useDecideDoor } from '@/components/door/use-decide-door';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/lazy-confirm-dialog';

type Props = { door: Pick<DoorView, 'id' | 'name' | 'buildingId'> };

/** Says by hand which door of the building took the place of one that is gone: it may resemble it in nothing. */
export function ReplacedBy({ door }: Props) {
  const { isAsking, decide } = useDecideDoor(door);
  const [isChoosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const choose = (id: string, name: string) => {
    setChoosing(false);
    setChosen({ id, name });
  };
  const confirm = async (id: string) => {
    await decide(id, true);
    setChosen(null);
  };
  return (
    <>
      <Button
        onPointerEnter={preloadDoorFilterSheet}
        onFocus={preloadDoorFilterSheet}
        onClick={() => setChoosing(true)}
      >
        Choose the new door
      </Button>
      {isChoosing && (
        <DoorFilterSheet
          title={`Which door replaced ${door.name}?`}
          value=""
          buildingId={door.buildingId}
          onChoose={choose}
          onClose={() => setChoosing(false)}
        />
      )}
      {chosen && (
        <ConfirmDialog
          title={`Is ${chosen.name} the same door as ${door.name}?`}
          confirmLabel="Same door"
          isPending={isAsking}
          onConfirm={() => void confirm(chosen.id)}
          onClose={() => setChosen(null)}
        >
          <p>{sameDoorText}</p>
          <p>Nothing is sent. This cannot be taken back here.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

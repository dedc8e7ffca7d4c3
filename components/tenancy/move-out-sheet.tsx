'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listed } from '#lib/messages/counts';
import { moveOutLabel, moveOutSentences } from '#lib/messages/tenancy-words';
import { failureOf } from '#lib/queries/fetch-json';
import { moveOutPreview } from '#lib/queries/tenancies';
import type { MoveOutPreview, PreviewDoor } from '#lib/schemas/tenancy';
import { moveOut } from '#server/actions/tenancies';
import { useJob } from '@/components/operation/use-job';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { FormFailure } from '@/components/ui/form-failure';
import { Sentences } from '@/components/ui/sentences';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TextField } from '@/components/ui/text-field';
import { MoveOutDoors } from './move-out-doors.tsx';
import { MovedOut } from './moved-out.tsx';

type Props = { tenancyIds: string[]; unitName: string; timeZone: string | null; onClose: () => void };

/** "Move out": everything that ends and everything that does not, one confirmation, then the proof. */
export default function MoveOutSheet({ tenancyIds, unitName, timeZone, onClose }: Props) {
  const preview = useQuery(moveOutPreview(tenancyIds));
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [note, setNote] = useState('');
  const { sent, failure, isSending, send } = useJob();
  const people = preview.data?.people ?? [];
  const isEnding = (person: Leaver, door: PreviewDoor) => changed.get(keyOf(person, door)) ?? endsByDefault(door);
  const endingOf = (person: Leaver) => person.doors.filter((door) => isEnding(person, door));
  const total = people.reduce((sum, person) => sum + endingOf(person).length, 0);
  const names = listed(people.map(({ name }) => name));

  if (sent) {
    return (
      <Sheet title={`${names} ${people.length > 1 ? 'move' : 'moves'} out of ${unitName}`} onClose={onClose}>
        <MovedOut operationId={sent.operationId} people={people} timeZone={timeZone} onClose={onClose} />
      </Sheet>
    );
  }
  const confirm = () =>
    send(
      {
        tenancyIds,
        note,
        doors: people.flatMap((person) =>
          person.personId ? [{ personId: person.personId, doorIds: endingOf(person).map(({ doorId }) => doorId) }] : [],
        ),
      },
      moveOut,
    );
  return (
    <Sheet
      title={people.length > 0 ? `Move ${names} out of ${unitName}?` : `Move out of ${unitName}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          {preview.data && (
            <Button variant="danger" isPending={isSending} onClick={() => void confirm()}>
              {moveOutLabel(people, total)}
            </Button>
          )}
        </>
      }
    >
      <div className="grid grid-cols-1 gap-6">
        {failure && <FormFailure failure={failure} />}
        {preview.isError && <ErrorState failure={failureOf(preview.error)} />}
        {preview.isPending && <SkeletonRows count={6} />}
        {people.map((person) => (
          <section key={person.tenancyId} aria-label={person.name} className="grid gap-3">
            {people.length > 1 && (
              <h3 className="font-semibold wrap-anywhere">
                <bdi>{person.name}</bdi>
              </h3>
            )}
            <MoveOutDoors
              person={person}
              isEnding={(door) => isEnding(person, door)}
              onChange={(door, isOn) => setChanged((all) => new Map(all).set(keyOf(person, door), isOn))}
            />
            <Sentences sentences={moveOutSentences(person, endingOf(person))} />
          </section>
        ))}
        {preview.data && (
          <>
            <TextField
              label="Reason or reference"
              isOptional
              value={note}
              onChange={(event) => setNote(event.target.value)}
              maxLength={300}
              autoComplete="off"
            />
            <p className="text-sm text-muted">This cannot be undone: giving access again makes new codes.</p>
          </>
        )}
      </div>
    </Sheet>
  );
}

type Leaver = MoveOutPreview['people'][number];

const keyOf = (person: Leaver, door: PreviewDoor): string => `${person.tenancyId}:${door.doorId}`;

/** What something else keeps stays; what nobody can explain ends where they lived. */
const endsByDefault = ({ because, isInBuilding }: PreviewDoor): boolean =>
  because === 'lease' || ((because === 'none' || because === 'by_hand') && isInBuilding);

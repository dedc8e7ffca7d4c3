'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { inArea } from '#lib/area';
import { counted, listed } from '#lib/messages/counts';
import { heldSentences } from '#lib/messages/grant-words';
import { leftAlone, moveInSentences } from '#lib/messages/tenancy-words';
import type { UnitView } from '#lib/schemas/unit';
import { moveIn } from '#server/actions/tenancies';
import { leadToFirstMistake } from '@/components/action/first-mistake';
import { JobProgress } from '@/components/operation/job-progress';
import { useJob } from '@/components/operation/use-job';
import { useContactOwner } from '@/components/person/use-contact-owner';
import { useArea } from '@/components/shell/area-provider';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { FormFailure } from '@/components/ui/form-failure';
import { Sentences } from '@/components/ui/sentences';
import { Sheet } from '@/components/ui/sheet';
import { MoveInFields } from './move-in-fields.tsx';
import {
  doorsOfLease,
  initialMoveIn,
  moveInErrors,
  moveInField,
  moveInInput,
  termsOfDoor,
  windowOfLease,
} from './move-in-form.ts';
import { useHeldDoors } from './use-held-doors.ts';

const formId = 'move-in';

/** The steps of a move-in, one after the other in the same sheet; what was typed stays until it is confirmed. */
export function MoveInSteps({ unit, onClose }: { unit: UnitView; onClose: () => void }) {
  const now = useNow();
  const [form, setForm] = useState(() => initialMoveIn(unit, now));
  const [isChecked, setChecked] = useState(false);
  const [isReady, setReady] = useState(false);
  const { sent, failure, isSending, send } = useJob();
  const found = moveInErrors(form, unit, now);
  const refusedField = moveInField(failure?.field);
  const errors = {
    ...(isChecked ? found : {}),
    ...(failure && refusedField ? { [refusedField]: failure } : {}),
  };
  const name = `${form.firstName} ${form.lastName}`.trim();
  const email = form.hasNoEmail ? '' : form.email.trim();
  const doors = doorsOfLease(form, unit);
  const owner = useContactOwner(email.toLowerCase());
  const { held, doubled } = useHeldDoors(
    owner?.id ?? null,
    doors.map(({ id }) => id),
  );

  const goOn = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(found).length === 0) setReady(true);
    else leadToFirstMistake(event.currentTarget);
  };
  const confirm = async () => {
    await send(moveInInput(form, unit.id), moveIn);
  };

  if (sent) {
    return (
      <Sheet title={`${name} moves into ${unit.name}`} facts={unit.buildingName} onClose={onClose}>
        <MovedIn operationId={sent.operationId} name={name} onClose={onClose} />
      </Sheet>
    );
  }
  if (isReady && !refusedField) {
    return (
      <Sheet
        title={`Move ${name} into ${unit.name}?`}
        facts={unit.buildingName}
        step="confirm"
        onClose={onClose}
        footer={
          <>
            <Button onClick={() => setReady(false)}>Back</Button>
            <Button variant="primary" isPending={isSending} onClick={() => void confirm()}>
              Move {name} in
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {failure && <FormFailure failure={failure} />}
          <Sentences
            sentences={[
              ...moveInSentences({
                name,
                email,
                unitName: unit.name,
                doors: doors.filter((door) => !doubled.includes(door.name)),
                window: windowOfLease(form, unit, now),
                zone: unit.timeZone ?? 'UTC',
                needsKeycard: form.needsKeycard,
                heldIds: held.map(({ doorId }) => doorId),
              }),
              ...heldSentences(held, ({ doorId }) => termsOfDoor(doorId, form, unit, now)),
              ...leftAlone(doubled),
            ]}
          />
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet
      title={`Move into ${unit.name}`}
      facts={<Household unit={unit} />}
      step="form"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary">
            Continue
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={goOn} noValidate className="grid grid-cols-1 gap-6">
        {unit.doors.length === 0 && (
          <Banner tone="warn" title="This unit has no private door yet.">
            Enabling it for OpenKit becomes a task.
          </Banner>
        )}
        <MoveInFields
          unit={unit}
          form={form}
          errors={errors}
          onChange={(part) => setForm((before) => ({ ...before, ...part }))}
        />
      </form>
    </Sheet>
  );
}

function Household({ unit }: { unit: UnitView }) {
  const names = unit.tenants.map(({ name }) => name);
  return (
    <>
      <bdi>{unit.buildingName}</bdi>
      {names.length > 0 && ` · with ${listed(names)}`}
      {unit.doors.length > 0 && ` · ${counted(unit.doors.length, 'private door')}`}
    </>
  );
}

function MovedIn({ operationId, name, onClose }: { operationId: string | null; name: string; onClose: () => void }) {
  const area = useArea();
  return (
    <div className="grid gap-4">
      {operationId ? (
        <JobProgress
          operationId={operationId}
          after={({ people: [person] }) =>
            person?.id && (
              <p className="wrap-anywhere">
                <Link href={`/people/${person.id}`} className="font-medium text-accent underline underline-offset-2">
                  Open the page of <bdi>{name}</bdi>
                </Link>
              </p>
            )
          }
        />
      ) : (
        <p role="status" className="text-lg">
          The lease is noted. No door had to be sent to OpenKit.
        </p>
      )}
      <p>
        <Link href={inArea('/tasks', area)} className="text-accent underline underline-offset-2">
          Tasks to finish by hand
        </Link>
      </p>
      <div>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

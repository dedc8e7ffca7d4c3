'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { inviteSentences } from '#lib/messages/guest-words';
import type { UnitHosts } from '#lib/schemas/guest';
import { inviteGuest } from '#server/actions/guests';
import { leadToFirstMistake } from '@/components/action/first-mistake';
import { CodeCards } from '@/components/day-code/code-cards';
import { JobProgress } from '@/components/operation/job-progress';
import { useJob } from '@/components/operation/use-job';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { FormFailure } from '@/components/ui/form-failure';
import { Sentences } from '@/components/ui/sentences';
import { Sheet } from '@/components/ui/sheet';
import { InviteFields } from './invite-fields.tsx';
import {
  doorsOf,
  emptyInvite,
  hostOf,
  type InviteForm,
  inviteErrors,
  inviteField,
  inviteInput,
  kindOf,
  windowOf,
} from './invite-form.ts';

const formId = 'invite-guest';

type Props = { unit: UnitHosts; tenancyId?: string | undefined; onClose: () => void };

/** A guest of somebody who lives in the unit: one view that says what will happen, then what became of it. */
export function InviteSteps({ unit, tenancyId, onClose }: Props) {
  const now = useNow();
  const [form, setForm] = useState<InviteForm>(() => emptyInvite(tenancyId, unit, now));
  const [isChecked, setChecked] = useState(false);
  const { sent, failure, isSending, send, refuse } = useJob();
  const host = hostOf(form, unit);
  const found = inviteErrors(form, unit, now);
  const refused = inviteField(failure?.field);
  const errors = { ...(isChecked ? found : {}), ...(failure && refused ? { [refused]: failure } : {}) };
  const guest = `${form.firstName} ${form.lastName}`.trim();
  const zone = unit.timeZone ?? 'UTC';
  const window = windowOf(form, zone, now);
  const doors = doorsOf(form, host);

  const invite = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(found).length === 0) void send(inviteInput(form, host), inviteGuest);
    else leadToFirstMistake(event.currentTarget);
  };
  if (sent) {
    return (
      <Sheet title={`${guest}, guest of ${host?.name ?? ''}`} facts={unit.buildingName} onClose={onClose}>
        <Invited operationId={sent.operationId} unit={unit} form={form} onClose={onClose} />
      </Sheet>
    );
  }
  return (
    <Sheet
      title={`Guest of ${host && (tenancyId || unit.hosts.length === 1) ? host.name : unit.unitName}`}
      facts={`${unit.unitName}, ${unit.buildingName}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            isPending={isSending}
            disabledReason={host ? undefined : 'Nobody lives here who could be their host.'}
          >
            Invite {guest || 'the guest'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={invite} noValidate className="grid grid-cols-1 gap-6">
        {failure && !refused && <FormFailure failure={failure} />}
        {!host && <p className="text-muted">Nobody lives here: move someone in first.</p>}
        <InviteFields
          unit={unit}
          form={form}
          errors={errors}
          asksForHost={tenancyId === undefined}
          onChange={(part) => {
            refuse(null);
            setForm((before) => ({ ...before, ...part }));
          }}
        />
        {host && window && guest && (
          <Sentences
            sentences={inviteSentences({
              guest,
              host: host.name,
              contact: form.contact.trim(),
              doors,
              window,
              zone,
              kind: kindOf(form),
            })}
          />
        )}
      </form>
    </Sheet>
  );
}

type InvitedProps = { operationId: string | null; unit: UnitHosts; form: InviteForm; onClose: () => void };

/** A code is shown to be handed over; a stay has its code on the guest's page. */
function Invited({ operationId, unit, form, onClose }: InvitedProps) {
  const { buildingId, buildingName, timeZone } = unit;
  const now = useNow();
  const [start] = useState(() => windowOf(form, timeZone ?? 'UTC', now)?.start ?? now);
  const card = {
    ...form,
    doors: doorsOf(form, hostOf(form, unit)).map(({ id, name }) => ({ id, name, buildingId, buildingName, timeZone })),
  };
  return (
    <div className="grid gap-4">
      {operationId === null ? (
        <p role="status" className="text-lg">
          They can already open these doors. It is noted whose guest they are.
        </p>
      ) : (
        <JobProgress
          operationId={operationId}
          after={({ people: [person] }) =>
            person?.id &&
            (kindOf(form) === 'stay' ? (
              <p className="wrap-anywhere">
                <Link href={`/people/${person.id}`} className="font-medium text-accent underline underline-offset-2">
                  Open the page of <bdi>{person.name}</bdi>
                </Link>
              </p>
            ) : (
              <CodeCards personId={person.id} form={card} start={start} />
            ))
          }
        />
      )}
      <div>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

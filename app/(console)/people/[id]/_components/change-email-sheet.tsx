'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { counted } from '#lib/messages/counts';
import { whyNoAccess } from '#lib/messages/door-words';
import { newEmailSentences } from '#lib/messages/given-anew-words';
import { mayBeLate } from '#lib/messages/late-locks';
import { fullName } from '#lib/names';
import type { PersonView } from '#lib/schemas/person';
import { changeEmail } from '#server/actions/person-jobs';
import { AfterJob } from '@/components/operation/after-job';
import { JobProgress } from '@/components/operation/job-progress';
import { useJob } from '@/components/operation/use-job';
import { ContactHints } from '@/components/person/contact-hints';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { Sentences } from '@/components/ui/sentences';
import { Sheet } from '@/components/ui/sheet';
import { TextField } from '@/components/ui/text-field';
import { isChangeable } from './access-groups.ts';
import { useAsSent } from './use-as-sent.ts';

const formId = 'change-email';

/** A new address: the doors go to it first, then the old one loses them. */
export default function ChangeEmailSheet({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [note, setNote] = useState('');
  const { sent, failure, isSending, send } = useJob();
  const name = fullName(person);
  const { accesses } = useAsSent(person, isSending || sent !== null);
  const held = Map.groupBy(accesses.filter(isChangeable), ({ door }) => whyNoAccess(door) === null);
  const [moving, staying] = [held.get(true) ?? [], held.get(false) ?? []];
  const doors = counted(new Set(moving.map(({ doorId }) => doorId)).size, 'door');
  const isAboutEmail = failure?.field === 'email';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send({ personId: person.id, email: email.trim(), note }, changeEmail);
  };
  if (sent?.operationId) {
    return (
      <Sheet title={`New email address of ${name}`} onClose={onClose}>
        <div className="grid gap-4">
          <JobProgress
            operationId={sent.operationId}
            after={({ people }) =>
              people
                .filter(({ id }) => id && id !== person.id)
                .map(({ id }) => (
                  <Link
                    key={id}
                    href={`/people/${id}`}
                    className="font-medium text-accent underline underline-offset-2"
                  >
                    Open the page of {name} under the new address
                  </Link>
                ))
            }
          />
          <AfterJob
            mayBeLate={mayBeLate(moving.map(({ door }) => door))}
            hasTasks={staying.length > 0}
            onClose={onClose}
          />
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet
      title={`New email address of ${name}`}
      facts={person.email ?? undefined}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isSending}>
            Move {doors} to it
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid grid-cols-1 gap-6">
        {failure && !isAboutEmail && <FormFailure failure={failure} />}
        <div className="grid gap-1.5">
          <TextField
            label="New email"
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={isAboutEmail ? failure : undefined}
            hint="OpenKit cannot change an address: a second person appears there, linked to this one here."
            autoComplete="off"
            maxLength={320}
          />
          <ContactHints contact={email} onMeant={setEmail} />
        </div>
        <TextField
          label="Reason or reference"
          isOptional
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={300}
          autoComplete="off"
        />
        <Sentences sentences={newEmailSentences(moving, staying)} />
      </form>
    </Sheet>
  );
}

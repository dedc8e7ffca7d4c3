'use client';

import Link from 'next/link';
import { useState } from 'react';
import { isOursToLast } from '#lib/access-rules/ours-to-last';
import { inArea } from '#lib/area';
import { counted } from '#lib/messages/counts';
import { lateAccessSentences } from '#lib/messages/late-locks';
import { leftOutSentences } from '#lib/messages/left-out-words';
import { remainingSentences, revokeConsequences } from '#lib/messages/revoke-words';
import { fullName } from '#lib/names';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import type { GivenAgain } from '#lib/schemas/person-jobs';
import { giveAgain, lostPhone } from '#server/actions/person-jobs';
import { JobProgress } from '@/components/operation/job-progress';
import { useJob } from '@/components/operation/use-job';
import { useArea } from '@/components/shell/area-provider';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { Sentences } from '@/components/ui/sentences';
import { Sheet } from '@/components/ui/sheet';
import { TextField } from '@/components/ui/text-field';

type Props = { person: PersonView; mayGrant: boolean; onClose: () => void };

/** "Lost phone": every door at once, the home included; then what still opens, and giving access again. */
export default function LostPhoneSheet({ person, mayGrant, onClose }: Props) {
  const [doors] = useState(() => person.accesses.filter(isOursToLast));
  const [note, setNote] = useState('');
  const { sent, failure, isSending, send } = useJob();
  const name = fullName(person);
  const count = counted(new Set(doors.map(({ doorId }) => doorId)).size, 'door');
  if (sent) {
    return (
      <Sheet title={`Lost phone of ${name}`} onClose={onClose}>
        <Afterwards operationId={sent.operationId} doors={doors} mayGrant={mayGrant} onClose={onClose} />
      </Sheet>
    );
  }
  return (
    <Sheet
      title={`Lost phone of ${name}`}
      facts="Whoever has the phone can open these doors, including the home."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button
            variant="danger"
            isPending={isSending}
            onClick={() => void send({ personId: person.id, note }, lostPhone)}
          >
            Revoke {count} now
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-6">
        {failure && <FormFailure failure={failure} />}
        <Sentences
          sentences={doors.length > 0 ? revokeConsequences(name, doors, person) : ['They hold no door of ours.']}
        />
        <p className="font-medium">What stays</p>
        <Sentences
          sentences={[
            ...remainingSentences(person.accesses, doors),
            'If they can open doors of buildings that are not yours, whoever manages those is asked to act.',
          ]}
        />
        <TextField
          label="Reason or reference"
          isOptional
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={300}
          autoComplete="off"
        />
      </div>
    </Sheet>
  );
}

type AfterProps = {
  operationId: string | null;
  doors: readonly AccessView[];
  mayGrant: boolean;
  onClose: () => void;
};

function Afterwards({ operationId, doors, mayGrant, onClose }: AfterProps) {
  const again = useJob<GivenAgain>();
  const area = useArea();
  const late = lateAccessSentences(doors, 'keeps opening until its next sync');
  if (again.sent?.operationId) {
    return (
      <div className="grid gap-4">
        <p className="text-lg">Access is being given again. Latch sends a new invite.</p>
        <Sentences sentences={leftOutSentences(again.sent.leftOut)} />
        <JobProgress operationId={again.sent.operationId} />
        <div>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      {again.failure && <FormFailure failure={again.failure} />}
      {late.length > 0 && (
        <Banner tone="warn" title={late.join(' ')}>
          Walk there with the Latch app, or take the{' '}
          <Link href={inArea('/walk', area)} className="underline underline-offset-2">
            list of locks to sync
          </Link>
          .
        </Banner>
      )}
      {operationId ? (
        <JobProgress
          operationId={operationId}
          after={() =>
            mayGrant && (
              <div>
                <Button
                  variant="primary"
                  isPending={again.isSending}
                  onClick={() => void again.send({ operationId }, giveAgain)}
                >
                  Give access again
                </Button>
                <p className="pt-2 text-sm text-muted">
                  The doors they are still meant to have, with new codes. Guests who lost theirs do not come back.
                </p>
              </div>
            )
          }
        />
      ) : (
        <p role="status">Nothing had to be revoked.</p>
      )}
      <div>
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}

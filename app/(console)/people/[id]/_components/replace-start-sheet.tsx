'use client';

import { useState } from 'react';
import { counted } from '#lib/messages/counts';
import { newStartSentences } from '#lib/messages/given-anew-words';
import { mayBeLate } from '#lib/messages/late-locks';
import { fullName } from '#lib/names';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import { replaceStart } from '#server/actions/person-jobs';
import { SentJob } from '@/components/operation/sent-job';
import { useJob } from '@/components/operation/use-job';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { DateTimeField } from '@/components/ui/date-time-field';
import { FormFailure } from '@/components/ui/form-failure';
import { Sentences } from '@/components/ui/sentences';
import { Sheet } from '@/components/ui/sheet';

type Props = { person: PersonView; accesses: readonly AccessView[]; onClose: () => void };

/** Another start: the gap, the new code and locks that hear of neither yet are said before. */
export default function ReplaceStartSheet({ person, accesses, onClose }: Props) {
  const now = useNow();
  const zone = accesses[0]?.timeZone ?? 'UTC';
  const [start, setStart] = useState<Instant | null>(now);
  const { sent, failure, isSending, send } = useJob();
  const doorIds = [...new Set(accesses.map(({ doorId }) => doorId))];
  const title = `New start for ${fullName(person)}`;
  if (sent)
    return (
      <SentJob
        title={title}
        {...sent}
        nothing="Nothing had to be sent."
        mayBeLate={mayBeLate(accesses.map(({ door }) => door))}
        onClose={onClose}
      />
    );
  const isAboutStart = failure?.field === 'start';
  return (
    <Sheet
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button
            variant="danger"
            isPending={isSending}
            disabledReason={start ? undefined : 'Choose a day and time.'}
            onClick={() => start && void send({ personId: person.id, doorIds, start }, replaceStart)}
          >
            Revoke and give again {counted(doorIds.length, 'door')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-6">
        {failure && !isAboutStart && <FormFailure failure={failure} />}
        <DateTimeField
          label="New start"
          value={start}
          onChange={setStart}
          zone={zone}
          error={isAboutStart ? failure : undefined}
        />
        <Sentences sentences={newStartSentences(accesses)} />
      </div>
    </Sheet>
  );
}

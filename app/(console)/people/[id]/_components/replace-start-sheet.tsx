'use client';

import { useState } from 'react';
import { counted, listed } from '#lib/messages/counts';
import { fullName } from '#lib/names';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import type { Instant } from '#lib/time/instant';
import { replaceStart } from '#server/actions/person-jobs';
import { SentJob } from '@/components/tenancy/sent-job';
import { Sentences } from '@/components/tenancy/sentences';
import { useJob } from '@/components/tenancy/use-job';
import { Button } from '@/components/ui/button';
import { useNow } from '@/components/ui/clock';
import { DateTimeField } from '@/components/ui/date-time-field';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';

type Props = { person: PersonView; accesses: readonly AccessView[]; onClose: () => void };

/** Another start: the gap and the new code are said before. */
export default function ReplaceStartSheet({ person, accesses, onClose }: Props) {
  const now = useNow();
  const zone = accesses[0]?.timeZone ?? 'UTC';
  const [start, setStart] = useState<Instant | null>(now);
  const { sent, failure, isSending, send } = useJob();
  const doorIds = [...new Set(accesses.map(({ doorId }) => doorId))];
  const names = listed([...new Set(accesses.map(({ doorName }) => doorName))], 8);
  const title = `New start for ${fullName(person)}`;
  if (sent) return <SentJob title={title} {...sent} nothing="Nothing had to be sent." onClose={onClose} />;
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
        <Sentences
          sentences={[
            `${names}: OpenKit cannot move a start, so each door is revoked first, then given again.`,
            'In between, and until the new start, the door stays shut for them.',
            'They get a new code and a new invite. Guests who lose theirs do not come back.',
            'Where the revocation is not confirmed, nothing is given on top of it.',
          ]}
        />
      </div>
    </Sheet>
  );
}

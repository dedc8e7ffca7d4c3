'use client';

import { useQuery } from '@tanstack/react-query';
import { activitySentence } from '#lib/messages/activity-words';
import { activityEntryQuery } from '#lib/queries/activity';
import { failureOf } from '#lib/queries/fetch-json';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { EntryChain } from './entry-chain.tsx';
import { EntryDetails } from './entry-details.tsx';
import { EntryFacts } from './entry-facts.tsx';
import { EntryPersonal } from './entry-personal.tsx';

/** One entry of the log in full, over the list it came from. */
export default function EntrySheet({ seq, onClose }: { seq: string; onClose: () => void }) {
  const query = useQuery(activityEntryQuery(seq));
  const entry = query.data;
  return (
    <Sheet title={entry ? activitySentence(entry) : `Entry ${seq}`} facts={`Entry ${seq} of the log`} onClose={onClose}>
      {query.isPending && <SkeletonRows count={8} />}
      {query.isError && (
        <ErrorState
          failure={failureOf(query.error)}
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        />
      )}
      {entry && (
        <div className="grid gap-6">
          <EntryFacts entry={entry} />
          <EntryDetails entry={entry} />
          <EntryPersonal entry={entry} />
          <EntryChain entry={entry} />
        </div>
      )}
    </Sheet>
  );
}

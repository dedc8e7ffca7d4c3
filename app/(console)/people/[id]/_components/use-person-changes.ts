import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import { fetchWords, messageInTime } from '#lib/messages/late-words';
import { fullName } from '#lib/names';
import { personQuery } from '#lib/queries/person';
import type { AccessView } from '#lib/schemas/access';
import type { OperationView } from '#lib/schemas/operation';
import type { PersonView } from '#lib/schemas/person';
import type { SentGrant } from '@/components/grant-access/grant-draft';
import { showToast } from '@/components/ui/toast-store';
import { type Change, noticeOf, successOf } from './change-outcome.ts';
import type { Notice } from './notice-banner.tsx';
import { withPending, withSending } from './pending-rows.ts';

/** What was sent from this page and is not settled yet, and what there is to say about it. */
export function usePersonChanges(person: PersonView) {
  const client = useQueryClient();
  const [started, setStarted] = useState<Change[]>([]);
  const [notice, setNotice] = useState<Notice | null>(null);
  const { queryKey } = personQuery(person.id);
  const name = fullName(person);

  // The lists show these accesses as well.
  const reload = () => void client.invalidateQueries();
  const show = async (change: (view: PersonView) => PersonView) => {
    // A reading that began before would paint over what was just sent.
    await client.cancelQueries({ queryKey });
    client.setQueryData(queryKey, (view) => view && change(view));
  };
  const follow = (change: Change) => {
    setNotice(null);
    setStarted((others) => [...others, change]);
    reload();
  };

  return {
    started,
    notice,
    dismissNotice: () => setNotice(null),
    /** How the person stands now, for the page as well. */
    read: () => client.fetchQuery({ ...personQuery(person.id), staleTime: 0 }),
    /** Marks the rows at once, before the server has answered. */
    revokeSending: (chosen: AccessView[]) => show((view) => withPending(view, chosen, 'revoke')),
    revokeSent: (operationId: string, accesses: AccessView[]) => follow({ kind: 'revoke', operationId, accesses }),
    changeSent: (operationId: string, accesses: AccessView[]) => {
      void show((view) => withPending(view, accesses, 'change')).then(() =>
        follow({ kind: 'change', operationId, accesses }),
      );
    },
    revokeRefused: async (failure: Failure) => {
      reload();
      const { title, detail, next } = await messageInTime(failure);
      setNotice({ tone: 'error', title, text: `${detail} ${next}`, requestId: failure.requestId });
    },
    grantSent: ({ operationId, draft }: SentGrant) => {
      void show((view) => withSending(view, operationId, draft)).then(() =>
        follow({ kind: 'grant', operationId, draft }),
      );
    },
    notConfirmed: () => showToast('Sent, not confirmed yet. Do not repeat. We are checking.', 'waiting'),
    settled: async (change: Change, operation: OperationView) => {
      setStarted((all) => all.filter((one) => one.operationId !== change.operationId));
      const success = successOf(change, operation, name);
      if (success) showToast(success);
      setNotice(noticeOf(change, operation, await fetchWords()));
    },
  };
}

export type PersonChanges = ReturnType<typeof usePersonChanges>;

'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { abilitySentence } from '#lib/messages/person-words';
import { failureOf } from '#lib/queries/fetch-json';
import { firstSeen } from '#lib/queries/first-seen';
import { personHomeQuery, personQuery } from '#lib/queries/person';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { DiagnosisButton } from '@/components/diagnosis/diagnosis-button';
import { GrantAccessButton } from '@/components/grant-access/grant-access-button';
import type { GrantDraft } from '@/components/grant-access/grant-draft';
import { GrantAccessSheet } from '@/components/grant-access/lazy-grant-sheet';
import { OperationWatch } from '@/components/operation/operation-watch';
import type { Shown } from '../search-params.ts';
import { isChangeable } from './access-groups.ts';
import { AccessSection, accessSectionId } from './access-section.tsx';
import { ChangeAction } from './change-action.tsx';
import { DiagnoseDoor, type DoorInQuestion } from './diagnose-door.tsx';
import { DoorcodeSection } from './doorcode-section.tsx';
import { ReplaceStartSheet } from './lazy-job-sheets.ts';
import { NoticeBanner } from './notice-banner.tsx';
import { PersonBanners } from './person-banners.tsx';
import { PersonFacts } from './person-facts.tsx';
import { PersonHead } from './person-head.tsx';
import { PersonHome } from './person-home.tsx';
import { ReplaceStartAction } from './replace-start-action.tsx';
import { RevokeAction } from './revoke-action.tsx';
import { usePersonChanges } from './use-person-changes.ts';

export type Rights = { grant: boolean; extend: boolean; revoke: boolean; reveal: boolean; lease: boolean };

/** One person: what they can open, their codes, and what can be done about it. */
export function PersonScreen({ initial, show, rights }: { initial: PersonView; show: Shown; rights: Rights }) {
  const query = useQuery({
    ...personQuery(initial.id),
    initialData: initial,
    initialDataUpdatedAt: firstSeen(initial),
  });
  const person = query.data;
  const home = useQuery(personHomeQuery(initial.id));
  const changes = usePersonChanges(person);
  const [draft, setDraft] = useState<GrantDraft | null>(null);
  const ours = person.accesses.filter(isChangeable);
  const [inQuestion, setInQuestion] = useState<DoorInQuestion | null>(null);
  const [toRestart, setToRestart] = useState<AccessView[] | null>(null);
  const mayGrant = rights.grant && !person.isGone;

  return (
    <>
      <PersonHead
        person={person}
        tab="access"
        action={
          <div className="flex flex-wrap gap-2">
            <DiagnosisButton onOpen={() => setInQuestion({ doorId: null })} />
            {rights.revoke && !person.isGone && ours.length > 1 && home.data && (
              <RevokeAction
                person={person}
                chosen={ours}
                isAll
                homeDoorIds={home.data.homeDoorIds}
                changes={changes}
                onSent={focusAccesses}
              />
            )}
            {mayGrant && <GrantAccessButton onOpen={() => setDraft({})} />}
          </div>
        }
      />
      <p className="py-4 text-lg break-words">{abilitySentence(person.accesses)}.</p>
      <PersonBanners person={person} failure={query.error && failureOf(query.error)} />
      <NoticeBanner notice={changes.notice} onAgain={mayGrant ? setDraft : undefined} onClose={changes.dismissNotice} />
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <AccessSection
          person={person}
          show={show}
          mayRevoke={rights.revoke && !person.isGone}
          onGrantAgain={mayGrant ? setDraft : undefined}
          onDiagnose={(doorId) => setInQuestion({ doorId })}
          actions={(chosen, clear) => (
            <>
              {rights.extend && <ChangeAction person={person} chosen={chosen} changes={changes} onSent={clear} />}
              {rights.grant && <ReplaceStartAction chosen={chosen} onOpen={() => setToRestart(chosen)} />}
              <RevokeAction person={person} chosen={chosen} changes={changes} onSent={clear} />
            </>
          )}
        />
        <aside aria-label="Doorcodes and facts" className="grid min-w-0 gap-8 max-lg:contents">
          <DoorcodeSection person={person} mayReveal={rights.reveal} />
          <PersonHome
            person={person}
            home={home.data}
            failure={home.isLoadingError ? failureOf(home.error) : null}
            rights={rights}
          />
          <PersonFacts person={person} />
        </aside>
      </div>
      {inQuestion && (
        <DiagnoseDoor
          person={person}
          inQuestion={inQuestion}
          onGrant={mayGrant ? setDraft : undefined}
          mayReveal={rights.reveal}
          onClose={() => setInQuestion(null)}
        />
      )}
      {toRestart && <ReplaceStartSheet person={person} accesses={toRestart} onClose={() => setToRestart(null)} />}
      {draft && (
        <GrantAccessSheet
          recipient={person}
          draft={draft}
          accesses={person.accesses}
          buildingId={person.accesses[0]?.buildingId ?? ''}
          onSent={(sent) => {
            changes.grantSent(sent);
            setDraft(null);
          }}
          onClose={() => setDraft(null)}
        />
      )}
      {changes.started.map((change) => (
        <OperationWatch
          key={change.operationId}
          operationId={change.operationId}
          onUnknown={changes.notConfirmed}
          onSettled={(operation) => changes.settled(change, operation)}
        />
      ))}
    </>
  );
}

/** The button is gone with what it was about: go on from the list, once the dialog has let go of the focus. */
const focusAccesses = (): void => void requestAnimationFrame(() => document.getElementById(accessSectionId)?.focus());

'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Result } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import type { LinkMade, StaffMember } from '#lib/schemas/staff';
import { endStaffSessions, leaveStaff, resetAuthenticator, resetPassword } from '#server/actions/staff';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Icon } from '@/components/ui/icon';
import { MenuButton } from '@/components/ui/menu-button';
import type { MenuItem } from '@/components/ui/menu-list';
import { onDemand } from '@/components/ui/on-demand';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';
import { useMay } from '@/components/viewer/viewer';

const StaffQuestion = onDemand(() => import('./staff-question.tsx'));

export type Question = 'leave' | 'authenticator';

type Props = { member: StaffMember; onOpen: () => void; onLink: (made: LinkMade) => void };

/** What can be done about one person. Acts that end something are asked about first. */
export function StaffMenu({ member, onOpen, onLink }: Props) {
  const router = useRouter();
  const [question, setQuestion] = useState<Question | null>(null);
  const [isPending, setPending] = useState(false);
  const mayReset = useMay('authenticator.reset');
  const who = { staffId: member.id };

  const act = async <T,>(send: () => Promise<Result<T>>, onDone: (value: T) => void) => {
    setPending(true);
    const answer = await withStepUp(send);
    setPending(false);
    setQuestion(null);
    if (!answer.ok) return showFailure(answer.error);
    onDone(answer.value);
    router.refresh();
  };
  const answers: Record<Question, () => void> = {
    leave: () =>
      void act(
        () => leaveStaff(who),
        () => showToast(`${member.name} can no longer sign in`),
      ),
    authenticator: () => void act(() => resetAuthenticator(who), onLink),
  };

  if (member.isSelf) return <span className="size-8 shrink-0" />;
  return (
    <>
      <MenuButton
        label={`Change ${member.name}`}
        items={itemsFor(member, mayReset, {
          open: onOpen,
          link: () => void act(() => resetPassword(who), onLink),
          sessions: () =>
            void act(
              () => endStaffSessions(who),
              ({ endedSessions }) => showToast(`${counted(endedSessions, 'session')} ended`),
            ),
          ask: setQuestion,
        })}
        className="grid size-8 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink max-sm:size-11"
      >
        <Icon name="more" />
      </MenuButton>
      {question && (
        <StaffQuestion
          member={member}
          question={question}
          isPending={isPending}
          onConfirm={answers[question]}
          onClose={() => setQuestion(null)}
        />
      )}
    </>
  );
}

type Acts = { open: () => void; link: () => void; sessions: () => void; ask: (question: Question) => void };

function itemsFor({ state, hasAuthenticator }: StaffMember, mayReset: boolean, acts: Acts): MenuItem[] {
  if (state === 'left') return [{ id: 'open', label: 'Invite again', icon: 'plus', onSelect: acts.open }];
  const change = { id: 'open', label: 'Change role and places', icon: 'settings', onSelect: acts.open } as const;
  const leave = {
    id: 'leave',
    label: 'They are leaving',
    icon: 'ended',
    isDanger: true,
    onSelect: () => acts.ask('leave'),
  } as const;
  if (state === 'ended') return [change, leave];
  return [
    change,
    { id: 'link', label: 'New link to choose a password', icon: 'send', onSelect: acts.link },
    ...(hasAuthenticator && mayReset
      ? [
          {
            id: 'authenticator',
            label: 'Reset lost authenticator',
            icon: 'lock' as const,
            onSelect: () => acts.ask('authenticator'),
          },
        ]
      : []),
    { id: 'sessions', label: 'End their sessions', icon: 'sign-out', onSelect: acts.sessions },
    leave,
  ];
}

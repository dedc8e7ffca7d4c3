import type { StaffMember } from '#lib/schemas/staff';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { Question } from './staff-menu.tsx';

type Props = {
  member: StaffMember;
  question: Question;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

const texts: Record<Question, { title: (name: string) => string; confirm: string; consequences: string[] }> = {
  leave: {
    title: (name) => `Is ${name} leaving?`,
    confirm: 'End their access to Gatehouse',
    consequences: [
      'Their sessions and links end at once, in every browser.',
      'Their requests that are still queued will not be sent.',
      'Tasks they had taken are free again. Plans they made continue under your name.',
      'Access they gave to others stays. Their name stays in the log.',
    ],
  },
  authenticator: {
    title: (name) => `Reset the authenticator of ${name}?`,
    confirm: 'Reset authenticator',
    consequences: [
      'Make sure that it is really them asking: by phone or in person, not by email.',
      'Their password and sessions end with it. A link to choose a new password is made.',
      'They set up a new authenticator when they next sign in.',
    ],
  },
};

/** Says what follows, and asks once. */
export default function StaffQuestion({ member, question, ...dialog }: Props) {
  const { title, confirm, consequences } = texts[question];
  return (
    <ConfirmDialog title={title(member.name)} confirmLabel={confirm} isDanger {...dialog}>
      <ul className="grid list-disc gap-1 pl-5 text-sm text-muted">
        {consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

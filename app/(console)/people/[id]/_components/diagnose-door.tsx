import { fullName } from '#lib/names';
import type { PersonView } from '#lib/schemas/person';
import { DiagnosisSheet } from '@/components/diagnosis/lazy-diagnosis-sheet';
import type { GrantDraft } from '@/components/grant-access/grant-draft';

/** The door asked about; null = still to be named. */
export type DoorInQuestion = { doorId: string | null };

type Props = {
  person: PersonView;
  inQuestion: DoorInQuestion;
  onGrant: ((draft: GrantDraft) => void) | undefined;
  mayReveal: boolean;
  onClose: () => void;
};

/** The diagnosis of a door for this person; its next steps go on where the page does them anyway. */
export function DiagnoseDoor({ person, inQuestion, onGrant, mayReveal, onClose }: Props) {
  const grant = (draft: GrantDraft) => {
    onClose();
    onGrant?.(draft);
  };
  const showCodes = () => {
    onClose();
    // Once the sheet has let go of the focus.
    requestAnimationFrame(() => document.getElementById('doorcodes')?.focus());
  };
  return (
    <DiagnosisSheet
      personId={person.id}
      personName={fullName(person)}
      doorId={inQuestion.doorId}
      onGrant={onGrant && grant}
      onReveal={mayReveal ? showCodes : undefined}
      onClose={onClose}
    />
  );
}

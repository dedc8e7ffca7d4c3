import { codeOutcomeNames } from '#lib/messages/plan-words';
import type { CodeOutcome } from '#lib/schemas/plan';
import { type Status, StatusMark } from '@/components/ui/status-mark';

const marks: Record<CodeOutcome, Status> = {
  sending: 'sending',
  confirmed: 'active',
  unconfirmed: 'unconfirmed',
  needs_person: 'unconfirmed',
  refused: 'refused',
  missed: 'failed',
};

/** What became of a planned code. */
export const OutcomeMark = ({ outcome }: { outcome: CodeOutcome }) => (
  <StatusMark status={marks[outcome]} word={codeOutcomeNames[outcome]} />
);

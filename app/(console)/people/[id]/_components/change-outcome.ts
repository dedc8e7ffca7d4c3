import { counted, listed } from '#lib/messages/counts';
import { lateAccessSentences } from '#lib/messages/late-locks';
import { inOneLine, type Tell } from '#lib/messages/message';
import { doorsIn } from '#lib/messages/operation-words';
import type { AccessView } from '#lib/schemas/access';
import type { OperationView } from '#lib/schemas/operation';
import { formatClockThere } from '#lib/time/format';
import { draftFromAccesses, type FilledDraft } from '@/components/grant-access/grant-draft';
import type { Notice } from './notice-banner.tsx';

/** Something sent from a person's page. */
export type Change =
  | { kind: 'grant'; operationId: string; draft: FilledDraft }
  | { kind: 'revoke' | 'change'; operationId: string; accesses: AccessView[] };

const doneNames = { revoke: 'Revoked', change: 'Changed' } as const;
const refusedNames = { grant: 'No access given', revoke: 'Not revoked', change: 'Not changed' } as const;

/** One line for when it worked, on some doors at least: "Revoked 3 doors, confirmed 14:03". */
export function successOf(change: Change, operation: OperationView, personName: string): string | null {
  // Guests stay no longer than they do: one door may be that of several people.
  const applied = new Set(doorsIn(operation, 'applied').map(({ doorId }) => doorId)).size;
  if (applied === 0 || operation.finishedAt === null) return null;
  const zone = (change.kind === 'grant' ? change.draft.doors[0] : change.accesses[0])?.timeZone ?? null;
  const at = formatClockThere(operation.finishedAt, zone);
  if (change.kind !== 'grant') return `${doneNames[change.kind]} ${counted(applied, 'door')}, confirmed ${at}`;
  return `${personName} has access to ${counted(applied, 'door')}, confirmed ${at}`;
}

/** What needs more than a glance: refusals, what stayed open, and the way to give a revoked access again. */
export function noticeOf(change: Change, operation: OperationView, messageFor: Tell): Notice | null {
  const { operationId } = change;
  const refused = doorsIn(operation, 'rejected', 'cancelled');
  const unclear = doorsIn(operation, 'needs_person');
  const names = (doors: OperationView['doors']) => listed([...new Set(doors.map((door) => door.doorName))]);
  if (refused.length > 0) {
    return {
      tone: 'error',
      title: `${refusedNames[change.kind]}: ${names(refused)}.`,
      text: reasonsOf(refused, messageFor),
      operationId,
      requestId: operation.requestId,
      again: change.kind === 'grant' ? { label: 'Open the form as it was', draft: change.draft } : undefined,
    };
  }
  if (unclear.length > 0) {
    const title = `Not confirmed: ${names(unclear)}.`;
    return { tone: 'warn', title, text: reasonsOf(unclear, messageFor), operationId };
  }
  if (change.kind !== 'revoke') return null;
  return {
    tone: 'info',
    title: `Revoked: ${names(operation.doors)}.`,
    text: [
      // Confirmed by OpenKit is not yet locked: a lock may learn of it later.
      ...lateAccessSentences(change.accesses, 'keeps opening until its next sync'),
      'Giving access again makes a new code, and guests who lost theirs do not come back.',
    ].join(' '),
    again: { label: 'Give access again', draft: draftFromAccesses(change.accesses) },
  };
}

function reasonsOf(doors: OperationView['doors'], messageFor: Tell): string {
  const reasons = new Set(doors.map((door) => door.reason).filter((reason) => reason !== null));
  return (
    [...reasons].map((reason) => inOneLine(messageFor({ code: 'refused', params: { reason } }))).join(' ') ||
    'Nothing more is known.'
  );
}

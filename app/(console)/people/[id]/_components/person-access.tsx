import type { ReactNode } from 'react';
import { isDaily } from '#lib/access-rules/terms';
import { giverText, meansOf } from '#lib/messages/access-words';
import type { AccessView } from '#lib/schemas/access';
import { standingOf } from '@/components/access/access-standing';
import { Icon } from '@/components/ui/icon';
import { isRevocable } from './access-groups.ts';
import { AccessLine } from './access-line.tsx';

type Props = {
  access: AccessView;
  isChosen: boolean;
  /** Where accesses can be chosen; those that cannot be revoked keep the place empty. */
  onChoose?: (isOn: boolean) => void;
  actions?: ReactNode;
};

/** One access of the person whose page this is. */
export function PersonAccess({ access, isChosen, onChoose, actions }: Props) {
  const { status, word } = standingOf(access);
  return (
    <AccessLine
      accessId={access.id}
      doorName={access.doorName}
      passcodeType={access.passcodeType}
      window={access}
      zone={access.timeZone ?? 'UTC'}
      means={meansOf(access.passcodeType, access.doorcodeStatus)}
      role={access.role}
      isShareable={access.shareable}
      granter={giverText(access)}
      status={status}
      statusWord={word}
      note={<DoorNote access={access} />}
      choice={
        onChoose &&
        (isRevocable(access) ? (
          <input
            type="checkbox"
            aria-label={`Select ${access.doorName}`}
            checked={isChosen}
            onChange={(event) => onChoose(event.target.checked)}
            className="size-4 shrink-0 max-sm:size-6"
          />
        ) : (
          <span className="size-4 shrink-0 max-sm:size-6" />
        ))
      }
      actions={actions}
    />
  );
}

/** What it was given for, what the door itself adds, and what is being sent for it. */
function DoorNote({ access }: { access: AccessView }) {
  const isCurrent = access.state === 'active' || access.state === 'scheduled';
  const current = isCurrent ? [pendingNote(access), doorNote(access)] : [];
  const notes = [...current, syncNote(access)].filter((note) => note !== null);
  return (
    <>
      {access.note && (
        <p className="wrap-anywhere">
          For: <bdi>{access.note}</bdi>
        </p>
      )}
      {notes.map((note) => (
        <span key={note} className="flex items-start gap-1.5 text-waiting">
          <Icon name="warning" className="mt-px" />
          {note}
        </span>
      ))}
    </>
  );
}

function pendingNote({ pending, pendingKind, isHeld, passcodeType }: AccessView): string | null {
  if (pending === 'unknown') return 'Do not repeat it: OpenKit is being asked whether it arrived.';
  if (pending === 'needs_person' && !isHeld && isDaily(passcodeType))
    return 'The code may exist: we could not find out. Ask whether it arrived, then settle the operation.';
  if (pending === 'needs_person') return 'We could not find out whether it worked: look in Mission Control.';
  if (pending === 'sending' && pendingKind === 'revoke')
    return 'Being revoked. It still opens until that is confirmed.';
  if (pending === 'sending' && pendingKind === 'change')
    return 'Being changed. Until that is confirmed it stays as shown here.';
  return null;
}

/** What the lock may not know yet; an offline door is said to be one anyway. */
function syncNote({ awaitsSyncSince, state, door }: AccessView): string | null {
  if (awaitsSyncSince === null) return null;
  if (state === 'gone') return 'Taken away, but it may still open until the lock has synced.';
  return door.isConnected === false
    ? null
    : 'Nobody knows whether the lock has heard of this: it may still use what it knew before.';
}

function doorNote({ door, isHeld, passcodeType }: AccessView): string | null {
  if (door.kind === 'elevator') return 'An elevator: OpenKit cannot open it.';
  if (!door.isActivated) return 'The lock is not activated, so nothing opens it yet.';
  // A lock works out a daily code by itself: it need not be told.
  if (door.isConnected === false && !isDaily(passcodeType)) {
    return isHeld
      ? 'The lock is offline: changes reach it with its next sync.'
      : 'The lock is offline: it opens after its next sync.';
  }
  return null;
}

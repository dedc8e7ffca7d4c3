import type { ReactNode } from 'react';
import { type AccessRole, isDaily, type PasscodeType } from '#lib/access-rules/terms';
import { accessRoleNames, type Means, meansNames, passcodeTypeNames, windowText } from '#lib/messages/access-words';
import { type NearWindow, relativeWindow } from '#lib/messages/window-words';
import { useNow } from '@/components/ui/clock';
import { type Status, StatusMark } from '@/components/ui/status-mark';

export type AccessLineProps = {
  /** Where other pages lead to this very access. */
  accessId?: string;
  doorName: string;
  /** Left out where the building stands above the line. */
  buildingName?: string;
  passcodeType: PasscodeType;
  /** With the local day of a daily code. */
  window: NearWindow & { day?: string | null };
  /** The building's zone (IANA); `UTC` where nobody knows it. */
  zone: string;
  means: Means;
  role?: AccessRole | null;
  isShareable?: boolean | null;
  status: Status;
  /** Instead of the status's own word. */
  statusWord?: string | undefined;
  /** "Maya Okafor", "a resident", "us". */
  granter: string;
  /** Under the line: why something was refused, what to wait for. */
  note?: ReactNode;
  /** A checkbox, where lines can be chosen. */
  choice?: ReactNode;
  actions?: ReactNode;
};

/** An access as one line: door and building · kind · window · means · granter · how it stands. */
export function AccessLine(props: AccessLineProps) {
  const near = relativeWindow(props.window, useNow());
  const facts = [
    passcodeTypeNames[props.passcodeType],
    windowText(props.window, props.zone),
    ...(near ? [near] : []),
    ...(isDaily(props.passcodeType) ? ['cannot be revoked'] : []),
    meansNames[props.means],
    ...(props.role ? [accessRoleNames[props.role]] : []),
    ...(props.isShareable ? ['may be shared'] : []),
    `given by ${props.granter}`,
  ];
  return (
    <li
      id={props.accessId && `access-${props.accessId}`}
      className="flex scroll-mt-24 flex-wrap items-center gap-x-3 gap-y-1 py-2.5 target:bg-accent-soft"
    >
      {props.choice}
      <div className="min-w-0 flex-1 basis-60">
        <p className="truncate" title={props.doorName}>
          <span className="font-medium" dir="auto">
            {props.doorName}
          </span>
          {props.buildingName && (
            <span className="text-muted" dir="auto">
              {' '}
              {props.buildingName}
            </span>
          )}
        </p>
        <p className="text-sm text-muted">{facts.join(' · ')}</p>
        {props.note && <div className="text-sm">{props.note}</div>}
      </div>
      <div className={`text-sm max-sm:basis-full sm:w-36 ${props.choice ? 'max-sm:pl-9' : ''}`}>
        <StatusMark status={props.status} word={props.statusWord} />
      </div>
      {props.actions && (
        <div className={`flex flex-wrap gap-1 ${props.choice ? 'max-sm:pl-5' : ''}`}>{props.actions}</div>
      )}
    </li>
  );
}

import type { ReactNode } from 'react';
import type { PasscodeType } from '#lib/access-rules/terms';
import { type Means, meansNames, passcodeTypeNames, windowText } from '#lib/messages/access-words';
import type { Window } from '#lib/time/window';
import { type Status, StatusMark } from '@/components/ui/status-mark';

export type AccessLineProps = {
  doorName: string;
  buildingName: string;
  passcodeType: PasscodeType;
  window: Window;
  /** The building's zone (IANA); `UTC` where nobody knows it. */
  zone: string;
  means: Means;
  status: Status;
  /** "Maya Okafor", "a resident", "us". */
  granter: string;
  /** Under the line: why something was refused, what to wait for. */
  note?: ReactNode;
  actions?: ReactNode;
};

/** An access, the same everywhere: door and building · kind · window · means · granter · how it stands. */
export function AccessLine(props: AccessLineProps) {
  const facts = [
    passcodeTypeNames[props.passcodeType],
    windowText(props.window, props.zone),
    meansNames[props.means],
    `given by ${props.granter}`,
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="truncate">
          <span className="font-medium" dir="auto">
            {props.doorName}
          </span>{' '}
          <span className="text-muted" dir="auto">
            {props.buildingName}
          </span>
        </p>
        <p className="text-sm text-muted">{facts.join(' · ')}</p>
        {props.note && <p className="text-sm">{props.note}</p>}
      </div>
      <div className="text-sm max-sm:flex-1 sm:w-36">
        <StatusMark status={props.status} />
      </div>
      {props.actions && <div className="flex gap-1">{props.actions}</div>}
    </li>
  );
}

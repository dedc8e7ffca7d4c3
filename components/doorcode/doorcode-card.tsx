'use client';

import type { DoorcodeStatus, PasscodeType } from '#lib/access-rules/terms';
import { codeLimits, doorcodeSentences } from '#lib/messages/access-words';
import { listed } from '#lib/messages/counts';
import type { Instant } from '#lib/time/instant';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Time } from '@/components/ui/time';
import { groupCode, maskedCode } from './code-groups.ts';

export type DoorcodeCardProps = {
  doorNames: readonly string[];
  buildingName: string;
  passcodeType: PasscodeType;
  status: DoorcodeStatus;
  /** The code once it was revealed; null before. Keep it in memory only. */
  code: string | null;
  /** When it stops working; null = no end. */
  until: Instant | null;
  /** The building's zone (IANA). */
  zone: string;
  isRevealing: boolean;
  /** Absent = this person may not see codes. */
  onReveal?: () => void;
  onHide: () => void;
};

const noRight = 'Your role cannot see doorcodes.';

/** A doorcode: masked until asked for, in groups, until when, on which doors, and what it cannot do. */
export function DoorcodeCard(props: DoorcodeCardProps) {
  const { code, doorNames, until, zone } = props;
  const mayNot = props.status === 'valid' && !props.onReveal;
  return (
    <section
      aria-label={`Doorcode for ${[...doorNames, props.buildingName].join(', ')}`}
      className="grid gap-3 rounded-lg border border-line p-4"
    >
      <p className="font-medium break-words" title={doorNames.join(', ')} dir="auto">
        {listed(doorNames)} <span className="font-normal text-muted">{props.buildingName}</span>
      </p>
      {props.status === 'valid' && (
        <div className="flex flex-wrap items-center gap-2">
          <output className="mr-auto font-mono text-2xl tracking-wide">
            {code === null ? <span className="text-muted">{maskedCode}</span> : groupCode(code)}
          </output>
          {code !== null && <CopyButton value={code} label="Copy doorcode" />}
          <RevealButton {...props} />
        </div>
      )}
      <p className="text-sm text-muted">
        {props.status === 'valid' && (
          <>
            {until === null ? (
              'No end. '
            ) : (
              <>
                Ends <Time instant={until} zone={zone} as="both" />.{' '}
              </>
            )}
            {codeLimits[props.passcodeType]}{' '}
          </>
        )}
        {code === null && (mayNot ? noRight : doorcodeSentences[props.status])}
      </p>
    </section>
  );
}

function RevealButton({ code, isRevealing, onReveal, onHide }: DoorcodeCardProps) {
  if (code !== null) {
    return (
      <Button icon="eye-off" onClick={onHide}>
        Hide
      </Button>
    );
  }
  return (
    <Button icon="eye" isPending={isRevealing} disabledReason={onReveal ? undefined : noRight} onClick={onReveal}>
      Show doorcode
    </Button>
  );
}

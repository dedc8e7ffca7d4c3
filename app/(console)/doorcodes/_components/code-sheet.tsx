'use client';

import type { AccessRow } from '#lib/schemas/access-row';
import { codeOfAccess } from '@/components/doorcode/code-of-access';
import { DoorcodeCard } from '@/components/doorcode/doorcode-card';
import { useRevealedCodes } from '@/components/doorcode/use-revealed-codes';
import { FailureLine } from '@/components/ui/failure-line';
import { Sheet } from '@/components/ui/sheet';

/** One doorcode over the list. The code lives in here, for 30 seconds at most, and goes when the sheet does. */
export function CodeSheet({ access, onClose }: { access: AccessRow; onClose: () => void }) {
  const { codes, failure, isRevealing, reveal, hide } = useRevealedCodes(access.personId, [access.doorId]);
  const revealed = codes ? codeOfAccess(access, codes) : null;
  const problem = revealed === undefined ? 'OpenKit no longer shows this access, so there is no code to show.' : null;
  return (
    <Sheet
      title={access.personName}
      facts="Hidden again after 30 seconds, or when you leave this window."
      onClose={onClose}
    >
      <DoorcodeCard
        doorNames={[access.doorName]}
        buildingName={access.buildingName}
        passcodeType={access.passcodeType}
        status={revealed?.status ?? access.doorcodeStatus}
        code={revealed?.code ?? null}
        until={access.end}
        zone={access.timeZone ?? 'UTC'}
        isRevealing={isRevealing}
        onReveal={() => void reveal()}
        onHide={hide}
      />
      <div className="mt-3 empty:hidden">
        {failure && <FailureLine failure={failure} />}
        {!failure && problem && (
          <p role="alert" className="text-sm text-stopped">
            {problem}
          </p>
        )}
      </div>
    </Sheet>
  );
}

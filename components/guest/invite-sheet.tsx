'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '#lib/queries/fetch-json';
import { unitHostsQuery } from '#lib/queries/units';
import type { UnitRow } from '#lib/schemas/unit';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { UnitChoice } from '@/components/unit/unit-choice';
import { InviteSteps } from './invite-steps.tsx';

type Props = {
  /** Where the host lives; asked for first where nobody said. */
  unitId?: string;
  tenancyId?: string;
  buildingId: string;
  onClose: () => void;
};

/** "Invite a guest": of whom, then who, when and where. */
export default function InviteSheet({ unitId, tenancyId, buildingId, onClose }: Props) {
  const [chosen, setChosen] = useState<UnitRow | null>(null);
  const [isGoingOn, setGoingOn] = useState(unitId !== undefined);
  const found = useQuery({
    ...unitHostsQuery(unitId ?? chosen?.id ?? ''),
    enabled: unitId !== undefined || chosen !== null,
  });
  if (isGoingOn && found.data) return <InviteSteps unit={found.data} tenancyId={tenancyId} onClose={onClose} />;
  if (isGoingOn) {
    return (
      <Sheet title="Invite a guest" onClose={onClose}>
        {found.isError ? <ErrorState failure={failureOf(found.error)} /> : <SkeletonRows count={6} />}
      </Sheet>
    );
  }
  return (
    <Sheet
      title="Invite a guest"
      facts="A guest belongs to someone who lives here: they get doors of the host, for no longer than the host holds them."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={chosen ? undefined : 'Choose the unit the host lives in.'}
            onClick={() => setGoingOn(true)}
          >
            Continue
          </Button>
        </>
      }
    >
      <UnitChoice
        label="Where does the host live?"
        buildingId={buildingId}
        isLivedIn
        chosen={chosen}
        onChoose={setChosen}
      />
    </Sheet>
  );
}

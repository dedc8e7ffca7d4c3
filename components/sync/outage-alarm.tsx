'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import { syncQuery } from '#lib/queries/sync';
import type { Outage } from '#lib/schemas/sync';
import { Banner } from '@/components/ui/banner';
import { FailureWords } from '@/components/ui/failure-words';
import { Time } from '@/components/ui/time';

/** On every page while OpenKit cannot be read: how old this is, and what still works. Goes by itself. */
export function OutageAlarm({ outage }: { outage: Outage }) {
  const router = useRouter();
  const { data: status } = useQuery(syncQuery());
  const isStuck = status === undefined || (status.state === 'running' && status.reason !== null);
  const reading = isStuck ? null : `${status.state} ${status.phase}`;
  const refresh = useEffectEvent(() => router.refresh());
  useEffect(() => {
    if (reading !== null) refresh();
  }, [reading]);
  return (
    <div className="pt-4">
      <FailureWords failure={{ code: 'unavailable', params: { reason: outage.reason } }}>
        {({ title, next }) => (
          <Banner tone="warn" title={title}>
            What you see was read <Time instant={outage.asOf} zone="UTC" as="both" /> and may be old. You can look
            things up; what you give, change or take away is kept and sent when OpenKit answers again. {next}
          </Banner>
        )}
      </FailureWords>
    </div>
  );
}

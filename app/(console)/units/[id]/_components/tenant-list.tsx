import Link from 'next/link';
import { counted } from '#lib/messages/counts';
import { heldOtherwise } from '#lib/messages/tenancy-words';
import type { Tenant, UnitView } from '#lib/schemas/unit';
import { formatLocalDate } from '#lib/time/format';
import { preloadInvite } from '@/components/guest/lazy-invite-sheet';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { StatusMark } from '@/components/ui/status-mark';
import type { Job } from './unit-jobs.tsx';

type Props = { unit: UnitView; mayLease: boolean; mayInvite: boolean; onJob: (job: Job) => void };

/** Who lives there, how their doors stand, and what can be done about each lease. */
export function TenantList({ unit, mayLease, mayInvite, onJob }: Props) {
  return (
    <section aria-labelledby="household" className="min-w-0">
      <h2 id="household" className="border-b border-line pb-1.5 font-semibold">
        Household
      </h2>
      {unit.tenants.length === 0 && (
        <EmptyState kind="no-data" title="Nobody has a lease of this unit">
          Move someone in, and their doors open from the first day of the lease.
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {unit.tenants.map((tenant) => (
          <li key={tenant.tenancyId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <div className="min-w-0 flex-1 basis-60">
              <p className="truncate font-medium">
                <TenantName tenant={tenant} />
              </p>
              <p className="text-sm text-muted">
                {leaseText(tenant)} · {counted(tenant.heldDoors, 'door')} held
              </p>
              {heldOtherwise(tenant).map((sentence) => (
                <p key={sentence} className="text-sm text-muted wrap-anywhere">
                  {sentence}
                </p>
              ))}
            </div>
            <div className="text-sm">
              <TenantState tenant={tenant} />
            </div>
            {mayLease && (
              <div className="flex flex-wrap gap-2">
                {mayInvite && (
                  <Button
                    disabledReason={tenant.heldDoors === 0 ? 'They hold no door that could be passed on.' : undefined}
                    onPointerEnter={preloadInvite}
                    onFocus={preloadInvite}
                    onClick={() => onJob({ kind: 'invite', tenant })}
                  >
                    Invite guest
                  </Button>
                )}
                <Button onClick={() => onJob({ kind: 'extend', tenant })}>
                  {tenant.leaseEnd ? '+12 months' : 'Change lease'}
                </Button>
                <Button onClick={() => onJob({ kind: 'sharing', tenant })}>Sharing</Button>
                <Button onClick={() => onJob({ kind: 'transfer', tenant })}>Transfer</Button>
                <Button onClick={() => onJob({ kind: 'move_out', tenants: [tenant] })}>Move out</Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function TenantName({ tenant: { personId, name } }: { tenant: Tenant }) {
  if (!personId) return <bdi>{name}</bdi>;
  return (
    <Link href={`/people/${personId}`} prefetch={false}>
      <bdi>{name}</bdi>
    </Link>
  );
}

/** What the lease wants against what they hold. */
function TenantState({ tenant }: { tenant: Tenant }) {
  const { operationId, wantedDoors, heldDoors, differingDoors, doubledDoors } = tenant;
  const differing = differingDoors.length + doubledDoors.length;
  if (operationId) return <StatusMark status="sending" />;
  if (wantedDoors === 0) return <StatusMark status="ended" word="No access" />;
  if (heldDoors < wantedDoors) return <StatusMark status="failed" word={`${wantedDoors - heldDoors} missing`} />;
  if (differing > 0) return <StatusMark status="failed" word={`${counted(differing, 'door')} otherwise`} />;
  return <StatusMark status="active" word="As the lease says" />;
}

function leaseText({ leaseStart, leaseEnd }: Tenant): string {
  const from = leaseStart ? `Lease from ${formatLocalDate(leaseStart)}` : 'Lease';
  return leaseEnd ? `${from} to ${formatLocalDate(leaseEnd)}` : `${from}, no end known`;
}

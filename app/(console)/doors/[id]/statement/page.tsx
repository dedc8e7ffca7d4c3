import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { addDays, dayOf } from '#lib/time/day';
import { pageSession } from '#server/auth/page-session';
import { getDoor } from '#server/services/doors/get-door';
import { getFrame } from '#server/services/frame/get-frame';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';
import { toNotFound } from '../../../_components/refusals.ts';
import { StatementMaker } from './_components/statement-maker.tsx';

export const metadata: Metadata = { title: 'Statement for a door' };

const daysBack = 30;

/** Asks for which days, and then shows who held access to the door in them. */
export default async function DoorStatementPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await pageSession('export.create');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const [door, { now }] = await Promise.all([getDoor(session, id).catch(toNotFound), getFrame()]);
  const today = dayOf(now, door.timeZone ?? 'UTC');
  return (
    <>
      <PageHeader
        title={`Who held access to ${door.name}`}
        facts={`${door.buildingName} · Making it is written to the log, like an export.`}
        action={<ButtonLink href={`/doors/${id}/history`}>Back to the history</ButtonLink>}
      />
      <StatementMaker doorId={id} firstDay={addDays(today, -daysBack)} lastDay={today} />
    </>
  );
}

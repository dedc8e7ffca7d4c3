import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countGuests, listGuests } from '#server/services/guests/list-guests';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { GuestsTable } from './_components/guests-table.tsx';
import { InviteGuest } from './_components/invite-guest.tsx';
import { guestsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Guests' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function GuestsPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values } = parseSearch(guestsParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listGuests(session, { ...values, limit: pageSize }).catch(startOver),
    countGuests(session, values),
  ]);
  if (isUnread(page)) return <FirstReading session={session} />;
  return (
    <>
      <PageHeader
        title="Guests"
        facts="Access shared by residents in the Latch app, or given to their guests. When a resident loses a door, their guests lose it too. Invitations cannot be seen in OpenKit."
        action={may(session.staff.role, 'access.grant') && <InviteGuest buildingId={values.building} />}
      />
      <GuestsTable initial={{ search: searchString(guestsParams, values), page, count }} />
    </>
  );
}

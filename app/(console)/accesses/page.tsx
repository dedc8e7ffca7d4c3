import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { openAccesses } from '#server/services/accesses/list-accesses';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { AccessesTable } from './_components/accesses-table.tsx';
import { accessesParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Accesses' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AccessesPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values } = parseSearch(accessesParams, toUrlSearch(await searchParams));
  const { page, count, shownAt } = await openAccesses(session, { ...values, limit: pageSize }).catch(startOver);
  if (isUnread(page)) return <FirstReading session={session} />;
  return (
    <>
      <PageHeader
        title="Accesses"
        facts="Who can open which door, until when: now, later and before, as far as OpenKit shows us."
      />
      <AccessesTable
        initial={{ search: searchString(accessesParams, values), page, count }}
        shownAt={shownAt}
        mayManage={may(session.staff.role, 'operation.manage')}
      />
    </>
  );
}

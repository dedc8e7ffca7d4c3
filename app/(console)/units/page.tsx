import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countUnits, listUnits } from '#server/services/units/list-units';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { UnitsActions } from './_components/units-actions.tsx';
import { UnitsTable } from './_components/units-table.tsx';
import { unitsParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Units' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function UnitsPage({ searchParams }: Props) {
  const session = await pageSession('unit.read');
  const { values } = parseSearch(unitsParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listUnits(session, { ...values, limit: pageSize }).catch(startOver),
    countUnits(session, values),
  ]);
  if (isUnread(page)) return <FirstReading session={session} />;
  const { role } = session.staff;
  return (
    <>
      <PageHeader
        title="Units"
        facts="Homes, the doors that are theirs, and who lives there."
        action={may(role, 'unit.edit') && <UnitsActions buildingId={values.building} />}
      />
      <UnitsTable
        initial={{ search: searchString(unitsParams, values), page, count }}
        mayMoveIn={may(role, 'tenancy.manage')}
        mayEdit={may(role, 'unit.edit')}
      />
    </>
  );
}

import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countDoorcodes, listDoorcodes } from '#server/services/doorcodes/list-doorcodes';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { DayCode } from './_components/day-code.tsx';
import { DayTabs } from './_components/day-tabs.tsx';
import { DoorcodesTable } from './_components/doorcodes-table.tsx';
import { PrintCodes } from './_components/print-codes.tsx';
import { doorcodesParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Doorcodes' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DoorcodesPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values } = parseSearch(doorcodesParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listDoorcodes(session, { ...values, limit: pageSize }).catch(startOver),
    countDoorcodes(session, values),
  ]);
  if (isUnread(page)) return <FirstReading session={session} />;
  const mayReveal = may(session.staff.role, 'doorcode.reveal');
  const aboutCodes = mayReveal
    ? 'Each time a code is shown, that is written to the log.'
    : 'Your role cannot see the codes themselves.';
  return (
    <>
      <PageHeader
        title="Doorcodes"
        facts={`A day code cannot be taken back: it works until midnight at its building. ${aboutCodes}`}
        action={
          <div className="flex flex-wrap gap-2">
            {mayReveal && <PrintCodes buildingId={values.building} />}
            {may(session.staff.role, 'access.grant') && <DayCode buildingId={values.building} />}
          </div>
        }
        tabs={<DayTabs />}
      />
      <DoorcodesTable initial={{ search: searchString(doorcodesParams, values), page, count }} mayReveal={mayReveal} />
    </>
  );
}

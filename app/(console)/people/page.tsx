import type { Metadata } from 'next';
import { isUnread, pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countPeople, listPeople } from '#server/services/people/list-people';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';
import { FirstReading } from '../_components/first-reading.tsx';
import { startOver } from '../_components/refusals.ts';
import { GiveAccess } from './_components/give-access.tsx';
import { PeopleTable } from './_components/people-table.tsx';
import { peopleParams } from './search-params.ts';

export const metadata: Metadata = { title: 'People' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PeoplePage({ searchParams }: Props) {
  const session = await pageSession('person.read');
  const { values } = parseSearch(peopleParams, toUrlSearch(await searchParams));
  const [page, count] = await Promise.all([
    listPeople(session, { ...values, limit: pageSize }).catch(startOver),
    countPeople(session, values),
  ]);
  // Half a list would be taken for a whole one.
  if (page.coverage.sweep === 'never' || isUnread(page)) return <FirstReading session={session} />;
  return (
    <>
      <PageHeader
        title="People"
        facts="Everyone with access now, later or before, as far as OpenKit shows us."
        action={
          may(session.staff.role, 'access.grant') && (
            <div className="flex flex-wrap gap-2">
              <ButtonLink href="/operations/onboarding">Give access to many</ButtonLink>
              <GiveAccess buildingId={values.building} />
            </div>
          )
        }
      />
      <PeopleTable
        initial={{ search: searchString(peopleParams, values), page, count }}
        mayManage={may(session.staff.role, 'operation.manage')}
      />
    </>
  );
}

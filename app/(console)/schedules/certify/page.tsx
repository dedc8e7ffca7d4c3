import type { Metadata } from 'next';
import { pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { listCertifications } from '#server/services/certifications/list-certifications';
import { chooseDoors } from '#server/services/doors/choose-doors';
import { startOver } from '../../_components/refusals.ts';
import { SchedulesHeader } from '../_components/schedules-header.tsx';
import { CertifyTable } from './_components/certify-table.tsx';
import { NewCertification } from './_components/new-certification.tsx';
import { certifyParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Certify' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CertifyPage({ searchParams }: Props) {
  const session = await pageSession('access.read');
  const { values } = parseSearch(certifyParams, toUrlSearch(await searchParams));
  const mayManage = may(session.staff.role, 'certification.manage');
  const [page, chosen] = await Promise.all([
    listCertifications(session, { ...values, limit: pageSize }).catch(startOver),
    chooseDoors(session, mayManage && values.doors ? values.doors.split(',') : []),
  ]);
  return (
    <>
      <SchedulesHeader
        facts="Look at everyone who could open a door, keep or end each, and sign what you saw."
        action={mayManage ? <NewCertification buildingId={values.building} doors={chosen} /> : undefined}
      />
      <CertifyTable initial={{ search: searchString(certifyParams, values), page }} />
    </>
  );
}

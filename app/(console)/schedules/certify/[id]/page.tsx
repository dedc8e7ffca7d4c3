import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { periodText } from '#lib/messages/certification-words';
import { pageSize } from '#lib/page';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getCertification } from '#server/services/certifications/get-certification';
import { countCertificationRows, listCertificationRows } from '#server/services/certifications/list-rows';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';
import { startOver, toNotFound } from '../../../_components/refusals.ts';
import { Blindness } from './_components/blindness.tsx';
import { doorNames } from './_components/door-names.ts';
import { Worksheet } from './_components/worksheet.tsx';
import { worksheetParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Worksheet' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function WorksheetPage({ params, searchParams }: Props) {
  const session = await pageSession('access.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const sheet = await getCertification(session, { id }).catch(toNotFound);
  const { values } = parseSearch(worksheetParams, toUrlSearch(await searchParams));
  const search = searchString(worksheetParams, values);
  const [page, count] = await Promise.all([
    listCertificationRows(session, { id, ...values, limit: pageSize }).catch(startOver),
    countCertificationRows(session, { id, q: values.q, show: values.show }),
  ]);
  return (
    <>
      <PageHeader
        title={doorNames(sheet.doors)}
        facts={`Whoever could open ${sheet.doors.length === 1 ? 'it' : 'them'}, ${periodText(sheet)}. Started by ${sheet.staffName}.`}
        action={<ButtonLink href={`/schedules/certify/${id}/evidence`}>To print</ButtonLink>}
      />
      <Blindness sheet={sheet} />
      <Worksheet sheet={sheet} initial={{ search, page, count }} />
    </>
  );
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isUuid } from '#lib/ids';
import { may } from '#lib/permissions';
import { parseSearch, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { getPerson } from '#server/services/people/get-person';
import { toNotFound } from '../../_components/refusals.ts';
import { PersonScreen } from './_components/person-screen.tsx';
import { personParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Person' };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function PersonPage({ params, searchParams }: Props) {
  const session = await pageSession('person.read');
  const { id } = await params;
  if (!isUuid(id)) notFound();
  const person = await getPerson(session, id).catch(toNotFound);
  const { values } = parseSearch(personParams, toUrlSearch(await searchParams));
  const { role } = session.staff;
  return (
    <PersonScreen
      initial={person}
      show={values.show}
      rights={{
        grant: may(role, 'access.grant'),
        extend: may(role, 'access.extend'),
        revoke: may(role, 'access.revoke'),
        reveal: may(role, 'doorcode.reveal'),
        lease: may(role, 'tenancy.manage'),
      }}
    />
  );
}

import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { messageFor } from '#lib/messages/message-for';
import { pageSession } from '#server/auth/page-session';
import { returnPath } from '#server/auth/redirects';
import { readSearchLimit } from '#server/auth/take-hourly';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';

export const metadata: Metadata = { title: 'Too many searches' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** In place of a page that searched, while the searches of this hour are used up. */
export default async function SearchLimitPage({ searchParams }: Props) {
  const session = await pageSession('person.read');
  const wanted = returnPath((await searchParams).callbackUrl);
  const limit = await readSearchLimit(session);
  if (!limit) redirect(wanted);
  const { title, detail, next } = messageFor(limit);
  return (
    <>
      <PageHeader title="Too many searches" />
      <Banner
        tone="warn"
        title={title}
        action={<ButtonLink href={withoutWords(wanted)}>Continue without searching</ButtonLink>}
      >
        {detail} {next}
      </Banner>
    </>
  );
}

function withoutWords(wanted: string): string {
  const { pathname, searchParams } = new URL(wanted, 'http://gatehouse.invalid');
  searchParams.delete('q');
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}

import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { driftKinds } from '#lib/history';
import { isUuid } from '#lib/ids';
import { driftKindNames } from '#lib/messages/drift-words';
import { pageSize } from '#lib/page';
import { may } from '#lib/permissions';
import { parseSearch, searchString, toUrlSearch } from '#lib/search-params';
import { pageSession } from '#server/auth/page-session';
import { countDriftRows, listDriftRows, openOfGroup } from '#server/services/drift/list-rows';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { startOver } from '../../../_components/refusals.ts';
import { AcceptAll } from './_components/accept-all.tsx';
import { DriftRows } from './_components/drift-rows.tsx';
import { driftRowParams } from './search-params.ts';

export const metadata: Metadata = { title: 'Changes made elsewhere' };

type Props = {
  params: Promise<{ kind: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DriftGroupPage({ params, searchParams }: Props) {
  const session = await pageSession('access.read');
  const { kind: stated, id } = await params;
  const kind = driftKinds.find((known) => known === stated);
  if (!kind || !isUuid(id)) notFound();
  const { values } = parseSearch(driftRowParams, toUrlSearch(await searchParams));
  const here = `/drift/${kind}/${id}`;
  const group = { kind, subject: id };
  const [page, open, accepted] = await Promise.all([
    listDriftRows(session, { ...group, ...values, q: '', limit: pageSize }).catch(startOver),
    openOfGroup(session, group),
    countDriftRows(session, { ...group, show: 'accepted' }),
  ]);
  if (open.count + accepted.count === 0) notFound();
  const name = kind === 'person_vanished' ? page.items[0]?.person?.name : page.items[0]?.door.name;
  const mayAccept = may(session.staff.role, 'drift.accept');
  const tabs = [
    { href: here, label: 'Open', count: open.count, isCurrent: values.show === 'open' },
    { href: `${here}?show=accepted`, label: 'Accepted', count: accepted.count, isCurrent: values.show === 'accepted' },
  ];
  return (
    <>
      <PageHeader
        title={name ? `${driftKindNames[kind]}: ${name}` : driftKindNames[kind]}
        facts={
          <>
            Not done from here. Accepting changes nothing at OpenKit: it says that someone has looked at it.
            {kind === 'door_vanished' && mayAccept && (
              <>
                {' '}
                Was the door replaced?{' '}
                <Link href={`/doors/${id}`} prefetch={false} className="text-accent underline underline-offset-2">
                  Say which one replaced it
                </Link>
              </>
            )}
          </>
        }
        action={
          mayAccept && open.count > 0 && <AcceptAll kind={kind} subjectId={id} upTo={open.newest} count={open.count} />
        }
        tabs={<Tabs label="Changes" tabs={tabs} />}
      />
      <DriftRows
        key={values.show}
        group={group}
        mayAccept={mayAccept && values.show === 'open'}
        initial={{
          search: searchString(driftRowParams, values),
          page,
          count: values.show === 'open' ? { count: open.count, isExact: true } : accepted,
        }}
      />
    </>
  );
}

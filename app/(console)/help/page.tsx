import type { Metadata } from 'next';
import Link from 'next/link';
import { guides } from '#lib/guide/guides';
import { pageSession } from '#server/auth/page-session';
import { Icon } from '@/components/ui/icon';
import { PageHeader } from '@/components/ui/page-header';

export const metadata: Metadata = { title: 'Help' };

export default async function HelpPage() {
  await pageSession('person.read');
  return (
    <>
      <PageHeader title="Help" facts="How to do your day with Gatehouse, by what you do." />
      <ul className="max-w-3xl divide-y divide-line border-y border-line">
        {guides.map(({ name, title, about }) => (
          <li key={name}>
            <Link href={`/help/${name}`} prefetch={false} className="group flex items-center gap-4 py-4">
              <span className="min-w-0 flex-1">
                <span className="block font-medium underline-offset-2 group-hover:underline">{title}</span>
                <span className="block text-muted">{about}</span>
              </span>
              <Icon name="chevron-right" className="text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

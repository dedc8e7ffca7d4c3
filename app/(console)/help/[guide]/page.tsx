import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { guides, isGuide } from '#lib/guide/guides';
import { pageSession } from '#server/auth/page-session';
import { readGuide } from '#server/services/help/read-guide';
import { PageHeader } from '@/components/ui/page-header';
import { Tabs } from '@/components/ui/tabs';
import { GuideContents } from '../_components/guide-contents.tsx';
import { GuideText } from '../_components/guide-text.tsx';

type Props = { params: Promise<{ guide: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { guide } = await params;
  return { title: guides.find(({ name }) => name === guide)?.title ?? 'Help' };
}

export default async function GuidePage({ params }: Props) {
  await pageSession('person.read');
  const { guide } = await params;
  if (!isGuide(guide)) notFound();
  const blocks = await readGuide(guide);
  const title = guides.find(({ name }) => name === guide)?.title ?? 'Help';
  const tabs = guides.map(({ name, tab }) => ({ href: `/help/${name}`, label: tab, isCurrent: name === guide }));
  return (
    <>
      <PageHeader title={title} tabs={<Tabs label="Guides" tabs={tabs} />} />
      <div className="grid items-start gap-x-10 gap-y-6 pt-6 lg:grid-cols-[minmax(0,46rem)_14rem]">
        <GuideText blocks={blocks} />
        <GuideContents blocks={blocks} />
      </div>
    </>
  );
}

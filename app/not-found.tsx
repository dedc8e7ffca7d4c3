import type { Metadata } from 'next';
import { askedPage } from '#server/auth/page-session';
import { NotHere } from '@/components/shell/not-here';

export const metadata: Metadata = { title: 'Not here' };

export default async function NotFound() {
  return (
    <main>
      <NotHere asked={await askedPage()} />
    </main>
  );
}

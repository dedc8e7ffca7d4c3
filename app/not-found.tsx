import type { Metadata } from 'next';
import { NotHere } from '@/components/shell/not-here';

export const metadata: Metadata = { title: 'Not here' };

export default function NotFound() {
  return (
    <main>
      <NotHere />
    </main>
  );
}

import type { ReactNode } from 'react';
import { pageSession } from '#server/auth/entry';
import { getFrame } from '#server/services/frame/get-frame';
import { Shell } from '@/components/shell/shell';
import { navItems } from './_components/nav-items.ts';

/** The frame. It decides nothing about rights: every page asks for its own session. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { staff } = await pageSession('person.read');
  const { now, isSandbox } = await getFrame();
  return (
    <Shell items={navItems} staff={staff} now={now} isSandbox={isSandbox}>
      {children}
    </Shell>
  );
}

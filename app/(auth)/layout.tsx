import type { ReactNode } from 'react';
import { offeredAccounts } from '#server/auth/demo-accounts';
import { SandboxBanner } from '@/components/shell/sandbox-banner';
import { Mark } from '@/components/ui/mark';

export default function AuthLayout({ children }: { children: ReactNode }) {
  const isSandbox = offeredAccounts() !== null;
  return (
    <div className={isSandbox ? '[--banner-height:2rem]' : '[--banner-height:0px]'}>
      {isSandbox && <SandboxBanner />}
      <main className="mx-auto grid min-h-[calc(100dvh-var(--banner-height))] w-full max-w-sm content-center gap-6 px-4 py-10">
        <p className="flex items-center gap-2 text-lg font-semibold">
          <Mark className="size-6 text-accent" />
          Gatehouse
        </p>
        {children}
      </main>
    </div>
  );
}

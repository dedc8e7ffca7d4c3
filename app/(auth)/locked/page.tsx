import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { returnPath } from '#server/auth/redirects';
import { unfinishedSession } from '#server/auth/unfinished-session';
import { UnlockForm } from './_components/unlock-form.tsx';

export const metadata: Metadata = { title: 'Locked' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LockedPage({ searchParams }: Props) {
  const next = returnPath((await searchParams).callbackUrl);
  const session = await unfinishedSession();
  if (!session) redirect('/sign-in');
  if (session.stage !== 'locked') redirect(next);
  return (
    <>
      <div className="grid gap-1">
        <h1 className="text-2xl font-semibold">Locked</h1>
        <p className="text-muted">
          <bdi>{session.staff.name}</bdi> stepped away. Nothing here answers until they are back.
        </p>
      </div>
      <UnlockForm email={session.staff.email} next={next} />
    </>
  );
}

import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { hasSso } from '#server/auth/sso-provider';
import { unfinishedSession } from '#server/auth/unfinished-session';
import { Banner } from '@/components/ui/banner';
import { AnnounceProof } from './_components/announce-proof.tsx';
import { ProveBySso } from './_components/prove-by-sso.tsx';

export const metadata: Metadata = { title: 'Is it still you?' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The window that a sensitive act opens for staff of single sign-on: to the provider, back, and closed. */
export default async function ProvePage({ searchParams }: Props) {
  const isBack = (await searchParams).back !== undefined;
  const session = await unfinishedSession();
  if (!session || !hasSso()) redirect('/sign-in');
  return (
    <>
      <h1 className="text-2xl font-semibold">Is it still you?</h1>
      {!isBack && <ProveBySso />}
      {isBack && session.isFresh && <AnnounceProof staffId={session.staff.id} />}
      {isBack && !session.isFresh && (
        <Banner tone="error" title="Your provider did not say that it asked you again.">
          Set up an authenticator for such actions: ask whoever manages staff for a link to choose a password, and sign
          in with that.
        </Banner>
      )}
    </>
  );
}

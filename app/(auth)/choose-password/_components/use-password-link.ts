import { useEffect, useState } from 'react';
import type { Failure } from '#lib/errors';
import { readPasswordLink } from '#server/actions/choose-password';
import { useLinkToken } from '@/components/account/use-link-token';
import { ask } from '@/components/action/ask';

type Link = { email: string; isInvite: boolean };

/** Whom the link of this page is for; `failure` when it does not work any more. Both null while that is being asked. */
export function usePasswordLink() {
  const token = useLinkToken();
  const [link, setLink] = useState<Link | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => {
    if (token === undefined) return;
    void ask(readPasswordLink({ token: token ?? '' })).then((answer) =>
      answer.ok ? setLink(answer.value) : setFailure(answer.error),
    );
  }, [token]);

  return { token, link, failure };
}

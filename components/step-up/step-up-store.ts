import type { Failure, Result } from '#lib/errors';

/** Who sits here, and what they have to prove it with. */
export type Prover = { staffId: string; hasAuthenticator: boolean; method: 'password' | 'sso' };

/** Asks who sits here, and says whether they proved it. */
type Ask = () => Promise<boolean>;

let ask: Ask | null = null;

/** The page's dialog announces itself here. */
export function registerStepUp(next: Ask): () => void {
  ask = next;
  return () => {
    if (ask === next) ask = null;
  };
}

const lost: Failure = { code: 'unavailable', params: { reason: 'offline' }, requestId: '' };

/**
 * Does something that may want a fresh proof of who this is. When it does, the dialog asks for it over the page as it
 * stands, and the same act is sent again. Never throws: a lost answer is a Result as well. Browser only.
 */
export async function withStepUp<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
  const answer = await tried(act);
  if (answer.ok || answer.error.params.reason !== 'proof_needed' || !ask) return answer;
  return (await ask()) ? tried(act) : answer;
}

const tried = <T>(act: () => Promise<Result<T>>): Promise<Result<T>> => act().catch(() => ({ ok: false, error: lost }));

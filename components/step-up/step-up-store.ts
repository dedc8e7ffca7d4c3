import type { Result } from '#lib/errors';
import { ask } from '@/components/action/ask';

/** Who sits here, and what they have to prove it with. */
export type Prover = { staffId: string; hasAuthenticator: boolean; method: 'password' | 'sso' };

/** Asks who sits here, and says whether they proved it. */
type ProofPrompt = () => Promise<boolean>;

let prompt: ProofPrompt | null = null;

/** The page's dialog announces itself here. */
export function registerStepUp(next: ProofPrompt): () => void {
  prompt = next;
  return () => {
    if (prompt === next) prompt = null;
  };
}

/**
 * Does something that may want a fresh proof of who this is. When it does, the dialog asks for it over the page as it
 * stands, and the same act is sent again. Never throws: a lost answer is a Result as well. Browser only.
 */
export async function withStepUp<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
  const answer = await ask(act());
  if (answer.ok || answer.error.params.reason !== 'proof_needed' || !prompt) return answer;
  return (await prompt()) ? ask(act()) : answer;
}

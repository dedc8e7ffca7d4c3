import { signOut } from '#server/actions/sign-out';
import { lost } from '@/components/action/ask';
import { showFailure } from '@/components/ui/show-failure';

/**
 * Signs out and goes to the sign-in page, or says that this did not happen, and `instead`. A page older than the server
 * names an action that is no more; next-auth's own way out keeps its address.
 */
export async function leave(instead = 'You are still signed in.'): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    if (isRedirect(error)) return;
    await leaveByAddress().catch(() => showFailure(lost, instead));
  }
}

/** The action leads away instead of giving an answer: Next goes there by itself, and lets the call fail. */
const isRedirect = (error: unknown): boolean =>
  error instanceof Error && 'digest' in error && String(error.digest).startsWith('NEXT_REDIRECT');

async function leaveByAddress(): Promise<void> {
  const { csrfToken } = await (await fetch('/api/auth/csrf')).json();
  const left = await fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken }) });
  if (!left.ok) throw new Error(`Signing out was answered with ${left.status}.`);
  window.location.assign('/sign-in?out');
}

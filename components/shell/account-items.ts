import { lockScreen } from '#server/actions/proof';
import { signOut } from '#server/actions/sign-out';
import type { MenuItem } from '@/components/ui/menu-list';
import { rememberPreference } from '@/components/ui/remember-preference';
import { showToast } from '@/components/ui/toast-store';

/** What a person can do about their account from any page. */
export const accountItems: readonly MenuItem[] = [
  { id: 'light', label: 'Light theme', icon: 'sun', onSelect: () => rememberPreference('theme', 'light') },
  { id: 'dark', label: 'Dark theme', icon: 'moon', onSelect: () => rememberPreference('theme', 'dark') },
  {
    id: 'system',
    label: 'Theme of this computer',
    icon: 'screen',
    onSelect: () => rememberPreference('theme', 'system'),
  },
  { id: 'lock', label: 'Lock this screen', icon: 'lock', onSelect: () => void lockThisScreen() },
  { id: 'sign-out', label: 'Sign out', icon: 'sign-out', onSelect: () => void signOut() },
];

/** Locks on the server first: what is on the screen goes only when nothing answers any more. */
async function lockThisScreen(): Promise<void> {
  const answer = await lockScreen({}).catch(() => null);
  const here = window.location.pathname + window.location.search;
  if (answer?.ok) window.location.assign(`/locked?callbackUrl=${encodeURIComponent(here)}`);
  else showToast('The screen could not be locked. Sign out instead.', 'failed');
}

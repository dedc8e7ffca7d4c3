import { lockScreen } from '#server/actions/proof';
import { leave } from '@/components/account/leave';
import { ask } from '@/components/action/ask';
import type { MenuItem } from '@/components/ui/menu-list';
import { rememberPreference } from '@/components/ui/remember-preference';
import { showFailure } from '@/components/ui/show-failure';

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
  { id: 'sign-out', label: 'Sign out', icon: 'sign-out', onSelect: () => void leave() },
];

/** Locks on the server first: what is on the screen goes only when nothing answers any more. */
async function lockThisScreen(): Promise<void> {
  const answer = await ask(lockScreen({}));
  if (!answer.ok) return showFailure(answer.error, 'The screen is not locked: sign out instead.');
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/locked?callbackUrl=${encodeURIComponent(here)}`);
}

import { signOut } from '#server/actions/sign-out';
import type { MenuItem } from '@/components/ui/menu-list';
import { rememberPreference } from '@/components/ui/remember-preference';

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
  { id: 'sign-out', label: 'Sign out', icon: 'sign-out', onSelect: () => void signOut() },
];

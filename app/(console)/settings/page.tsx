import { redirect } from 'next/navigation';

/** Everybody has an account; the other tabs are not for everybody. */
export default function SettingsPage(): never {
  redirect('/settings/account');
}

import { type PreferenceName, type PreferenceValue, preferenceCookie } from '#lib/preferences';

const oneYearSeconds = 31_536_000;

/** Applies a preference to this page at once and keeps it for the next ones. */
export function rememberPreference<N extends PreferenceName>(name: N, value: PreferenceValue<N>): void {
  document.documentElement.dataset[name] = value;
  const isHttps = window.location.protocol === 'https:';
  const cookie = `${preferenceCookie(name, isHttps)}=${value}; path=/; max-age=${oneYearSeconds}; samesite=lax`;
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore needs https in Safari, and the sandbox runs on http.
  document.cookie = isHttps ? `${cookie}; secure` : cookie;
}

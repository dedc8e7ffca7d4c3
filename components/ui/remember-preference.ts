import type { PreferenceName, PreferenceValue } from '#lib/preferences';

const oneYearSeconds = 31_536_000;

/** Applies a preference to this page at once and keeps it for the next ones. */
export function rememberPreference<N extends PreferenceName>(name: N, value: PreferenceValue<N>): void {
  document.documentElement.dataset[name] = value;
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore needs https in Safari, and the sandbox runs on http.
  document.cookie = `${name}=${value}; path=/; max-age=${oneYearSeconds}; samesite=lax`;
}

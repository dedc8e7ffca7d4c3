/**
 * How this browser shows the console, kept in cookies so that the server's first paint already obeys. The first value
 * is the default.
 */
const preferences = {
  theme: ['system', 'light', 'dark'],
  rail: ['open', 'collapsed'],
  /** Shortcuts of a single letter or sign. */
  letters: ['on', 'off'],
} as const;

export type PreferenceName = keyof typeof preferences;
export type PreferenceValue<N extends PreferenceName> = (typeof preferences)[N][number];

/** What its cookie is called. Over https no other host can set one of this name. */
export const preferenceCookie = (name: PreferenceName, isHttps: boolean): string => (isHttps ? `__Host-${name}` : name);

type Jar = { get(name: string): { value: string } | undefined };

/** The stored choice, or the default when the cookie is absent or not one of ours. */
export function readPreference<N extends PreferenceName>(name: N, jar: Jar): PreferenceValue<N> {
  const values: readonly [PreferenceValue<N>, ...PreferenceValue<N>[]] = preferences[name];
  const stored = (jar.get(preferenceCookie(name, true)) ?? jar.get(preferenceCookie(name, false)))?.value;
  return values.find((value) => value === stored) ?? values[0];
}

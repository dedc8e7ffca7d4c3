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

/** The stored choice, or the default when the cookie is absent or not one of ours. */
export function readPreference<N extends PreferenceName>(name: N, stored: string | undefined): PreferenceValue<N> {
  const values: readonly [PreferenceValue<N>, ...PreferenceValue<N>[]] = preferences[name];
  return values.find((value) => value === stored) ?? values[0];
}

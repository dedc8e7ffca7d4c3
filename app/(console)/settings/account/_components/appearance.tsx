'use client';

import { useState } from 'react';
import type { PreferenceValue } from '#lib/preferences';
import { RadioGroup } from '@/components/ui/radio-group';
import { rememberPreference } from '@/components/ui/remember-preference';
import { usePreferences } from '@/components/viewer/preferences';

const themes = [
  { value: 'system', label: 'Same as this computer' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const densities = [
  { value: 'comfortable', label: 'Comfortable', detail: 'Rows of 36 pixels' },
  { value: 'compact', label: 'Compact', detail: 'Rows of 28 pixels: more of them on one screen' },
] as const;

/** Theme and density. Each choice acts at once. */
export function Appearance(initial: { theme: PreferenceValue<'theme'> }) {
  const [theme, setTheme] = useState(initial.theme);
  const { density, keep } = usePreferences();
  const chooseTheme = (chosen: string) => {
    const value = themes.find((each) => each.value === chosen)?.value;
    if (value === undefined) return;
    setTheme(value);
    rememberPreference('theme', value);
  };
  const chooseDensity = (chosen: string) => {
    const value = densities.find((each) => each.value === chosen)?.value;
    if (value !== undefined) keep({ name: 'density', value });
  };
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <RadioGroup
        label="Theme"
        name="theme"
        options={themes}
        value={theme}
        onChange={(event) => chooseTheme(event.target.value)}
      />
      <RadioGroup
        label="Tables"
        name="density"
        options={densities}
        value={density}
        onChange={(event) => chooseDensity(event.target.value)}
      />
    </div>
  );
}

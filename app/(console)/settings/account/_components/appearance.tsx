'use client';

import { useState } from 'react';
import type { PreferenceValue } from '#lib/preferences';
import { RadioGroup } from '@/components/ui/radio-group';
import { rememberPreference } from '@/components/ui/remember-preference';

const themes = [
  { value: 'system', label: 'As this computer has it' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const densities = [
  { value: 'comfortable', label: 'Comfortable', detail: 'Rows of 36 pixels' },
  { value: 'compact', label: 'Compact', detail: 'Rows of 28 pixels: more of them on one screen' },
] as const;

type Chosen = { theme: PreferenceValue<'theme'>; density: PreferenceValue<'density'> };

/** Theme and density. Each choice acts at once. */
export function Appearance(initial: Chosen) {
  const [chosen, setChosen] = useState(initial);
  const choose = <N extends keyof Chosen>(name: N, value: Chosen[N] | undefined) => {
    if (value === undefined) return;
    setChosen({ ...chosen, [name]: value });
    rememberPreference(name, value);
  };
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <RadioGroup
        label="Theme"
        name="theme"
        options={themes}
        value={chosen.theme}
        onChange={(event) => choose('theme', themes.find(({ value }) => value === event.target.value)?.value)}
      />
      <RadioGroup
        label="Tables"
        name="density"
        options={densities}
        value={chosen.density}
        onChange={(event) => choose('density', densities.find(({ value }) => value === event.target.value)?.value)}
      />
    </div>
  );
}

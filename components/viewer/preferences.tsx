'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import type { KeepPreferenceInput, Preferences } from '#lib/schemas/preference';
import { keepPreference } from '#server/actions/preferences';
import { ask } from '@/components/action/ask';
import { showFailure } from '@/components/ui/show-failure';

type Kept = Preferences & { keep: (choice: KeepPreferenceInput) => void };

const PreferencesContext = createContext<Kept | null>(null);

/** What the viewer chose for themselves, in the first HTML already. Rows of tables below take their height from it. */
export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [chosen, setChosen] = useState(initial);
  const keep = async (choice: KeepPreferenceInput) => {
    setChosen((before) => withChoice(before, choice));
    const answer = await ask(keepPreference(choice));
    if (!answer.ok) showFailure(answer.error, 'This applies until the page is loaded again.');
  };
  return (
    <PreferencesContext value={{ ...chosen, keep: (choice) => void keep(choice) }}>
      <div data-density={chosen.density} className="contents">
        {children}
      </div>
    </PreferencesContext>
  );
}

function withChoice(before: Preferences, choice: KeepPreferenceInput): Preferences {
  if (choice.name === 'density') return { ...before, density: choice.value };
  const { [choice.list]: _, ...others } = before.columns;
  return { ...before, columns: choice.value === null ? others : { ...others, [choice.list]: choice.value } };
}

/**
 * What the viewer chose, and the way to choose otherwise: it holds at once and on every computer. Throws outside a
 * `PreferencesProvider`.
 */
export function usePreferences(): Kept {
  const kept = useContext(PreferencesContext);
  if (kept === null) throw new Error('usePreferences needs a PreferencesProvider above it');
  return kept;
}

'use client';

import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { rememberPreference } from '@/components/ui/remember-preference';
import { Sheet } from '@/components/ui/sheet';
import { lettersAreOn, shortcutTexts } from './shortcuts.ts';

/** All shortcuts, and the switch for those made of a single letter or sign. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(lettersAreOn);
  const change = (next: boolean) => {
    rememberPreference('letters', next ? 'on' : 'off');
    setOn(next);
  };
  return (
    <Sheet title="Keyboard shortcuts" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2.5">
        {shortcutTexts.map(({ keys, does, isLetter }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1.5">
              {keys.map((key) => (
                <kbd key={key} className="rounded-sm border border-line px-1.5 py-0.5 text-xs whitespace-nowrap">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className={isLetter && !isOn ? 'text-muted line-through' : ''}>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-6 border-t border-line pt-4">
        <Checkbox
          label="Shortcuts of a single letter or sign"
          checked={isOn}
          onChange={(event) => change(event.target.checked)}
        />
      </div>
    </Sheet>
  );
}

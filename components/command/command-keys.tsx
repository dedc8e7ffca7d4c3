'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { inArea } from '#lib/area';
import { onDemand } from '@/components/ui/on-demand';
import { useArea } from '../shell/area-provider.tsx';
import type { NavItem } from '../shell/nav-items.ts';
import { earlyKeys } from './early-keys.ts';
import { type Chord, goTo, isTyping, openCommandBox, shortcutFor } from './shortcuts.ts';

const loadBox = () => import('./command-box.tsx');
const CommandBox = onDemand(loadBox);
const ShortcutSheet = onDemand(() => import('./shortcut-sheet.tsx'));

/** The keys that work on every page. What they open is fetched when it is first wanted. */
export function CommandKeys({ items }: { items: readonly NavItem[] }) {
  const router = useRouter();
  const area = useArea();
  const go = useEffectEvent((href: string) => router.push(inArea(href, area)));
  const [open, setOpen] = useState<'box' | 'shortcuts' | null>(null);
  const [early] = useState(earlyKeys);
  const openBox = useEffectEvent(() => {
    if (open === 'box') return;
    early.begin();
    loadBox().catch(early.end);
    setOpen('box');
  });

  useEffect(() => {
    let chord: Chord = null;
    const press = (event: KeyboardEvent) => {
      if (early.take(event)) return event.preventDefault();
      // Pointing and choosing need not wait for the code: Ctrl or ⌘ alone says what may come.
      if (event.key === 'Control' || event.key === 'Meta') void loadBox();
      const shortcut = shortcutFor(event, chord, isTyping(event.target));
      chord = shortcut === 'go' ? 'g' : null;
      if (shortcut === null) return;
      event.preventDefault();
      if (shortcut === 'box') openBox();
      if (shortcut === 'shortcuts') setOpen(shortcut);
      const href = goTo(shortcut);
      if (href) go(href);
    };
    const ask = () => openBox();
    document.addEventListener('keydown', press);
    document.addEventListener(openCommandBox, ask);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener(openCommandBox, ask);
    };
  }, [early]);

  if (open === 'box') return <CommandBox items={items} early={early} onClose={() => setOpen(null)} />;
  return open === 'shortcuts' && <ShortcutSheet onClose={() => setOpen(null)} />;
}

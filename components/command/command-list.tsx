'use client';

import { useEffect, useRef } from 'react';
import { Icon } from '@/components/ui/icon';
import type { CommandItem } from './command-items.ts';

type Props = {
  id: string;
  items: readonly CommandItem[];
  active: number;
  isBusy: boolean;
  onPoint: (index: number) => void;
  onChoose: (href: string) => void;
};

/** What the command box offers; the focus stays in the box, the active one is told by its id. */
export function CommandList({ id, items, active, isBusy, onPoint, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Found"
      aria-busy={isBusy}
      className="max-h-[50vh] overflow-y-auto p-1.5 empty:hidden max-sm:max-h-none"
    >
      {items.map(({ key, href, name, detail, icon }, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which names the active one.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box hears the keys.
        <div
          key={key}
          id={`${id}-${index}`}
          role="option"
          data-index={index}
          aria-selected={index === active}
          onPointerMove={() => onPoint(index)}
          onClick={() => onChoose(href)}
          className="flex h-10 cursor-default items-center gap-3 rounded px-2.5 aria-selected:bg-sunken max-sm:h-12"
        >
          <Icon name={icon} className="text-muted" />
          <span dir="auto" className="min-w-0 truncate font-medium">
            {name}
          </span>
          {detail && (
            <span dir="auto" className="ml-auto max-w-1/2 truncate text-sm text-muted">
              {detail}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

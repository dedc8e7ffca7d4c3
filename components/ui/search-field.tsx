'use client';

import { useEffect, useRef } from 'react';
import { isTyping, lettersAreOn } from '@/components/command/shortcuts';
import { Icon } from './icon.tsx';

const pauseMs = 200;

/**
 * Search as you type. The box belongs to the browser, not to React: what is typed before the page's scripts run is kept
 * and searched for as soon as they do, and without scripts Enter sends `?q=`. `/` focuses it.
 */
export function SearchField({
  label,
  value,
  onSearch,
}: {
  label: string;
  /** What is being searched for now, by the address. */
  value: string;
  onSearch: (text: string) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  const search = useRef({ last: value, send: onSearch, timer: 0 });
  search.current.send = onSearch;

  const send = () => {
    window.clearTimeout(search.current.timer);
    const text = box.current?.value.trim() ?? '';
    if (text === search.current.last) return;
    search.current.last = text;
    search.current.send(text);
  };
  const typed = () => {
    window.clearTimeout(search.current.timer);
    search.current.timer = window.setTimeout(send, pauseMs);
  };

  useEffect(() => {
    // Back, or a cleared filter, changed the address; what is just being typed changed it itself.
    if (box.current && value !== search.current.last) box.current.value = value;
    search.current.last = value;
  }, [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for text that was typed before this ran.
  useEffect(() => {
    typed();
    // A page that was left must not search any more: it would put its own address in place of the next one's.
    return () => window.clearTimeout(search.current.timer);
  }, []);

  useEffect(() => {
    const focusOnSlash = (event: KeyboardEvent) => {
      // A filter just chosen keeps the focus, and has no use for this key.
      const place = event.target instanceof HTMLSelectElement ? event.target.parentElement : event.target;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(place) || !lettersAreOn()) return;
      event.preventDefault();
      box.current?.focus();
    };
    document.addEventListener('keydown', focusOnSlash);
    return () => document.removeEventListener('keydown', focusOnSlash);
  }, []);

  return (
    <search className="min-w-0 grow max-sm:basis-full sm:max-w-96">
      <form method="get" onSubmit={(event) => event.preventDefault()} className="relative">
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
        <input
          ref={box}
          type="search"
          name="q"
          aria-label={label}
          placeholder={label}
          defaultValue={value}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          onInput={typed}
          // A search still waiting would change the address after a row was pressed, and call that visit off.
          onBlur={send}
          className="h-8 w-full rounded border border-edge bg-raised pr-8 pl-8 max-sm:pr-3 text-ink max-sm:h-11 max-sm:text-lg"
        />
        <kbd className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 rounded-sm border border-line px-1 text-xs text-muted max-sm:hidden">
          /
        </kbd>
      </form>
    </search>
  );
}

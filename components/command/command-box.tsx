'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { inArea } from '#lib/area';
import { coverageLimits } from '#lib/page';
import { syncQuery } from '#lib/queries/sync';
import { CoverageNote } from '@/components/sync/coverage-note';
import { FailureLine } from '@/components/ui/failure-line';
import { Icon } from '@/components/ui/icon';
import { useArea } from '../shell/area-provider.tsx';
import type { NavItem } from '../shell/nav-items.ts';
import { commandItems } from './command-items.ts';
import { CommandList } from './command-list.tsx';
import type { EarlyKeys } from './early-keys.ts';
import { useFound } from './use-found.ts';

type Props = { items: readonly NavItem[]; early: EarlyKeys; onClose: () => void };

/** Finds anything that has a page, by keyboard alone: type, arrows, Enter. Escape gives the focus back. */
export default function CommandBox({ items: pages, early, onClose }: Props) {
  const router = useRouter();
  const area = useArea();
  const listId = useId();
  const [q, setQ] = useState('');
  const [wanted, setWanted] = useState(0);
  const [isEntered, setEntered] = useState(false);
  const { hits, isSearching, failure } = useFound(q.trim());
  const items = commandItems(q, hits, pages);
  const active = Math.min(wanted, Math.max(items.length - 1, 0));

  useLayoutEffect(() => {
    const before = early.end();
    setQ((typed) => before.text + typed);
    setEntered(before.isEntered);
  }, [early]);

  const go = (href: string) => {
    onClose();
    router.push(inArea(href, area));
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setWanted(Math.min(active + 1, items.length - 1));
    else if (event.key === 'ArrowUp') setWanted(Math.max(active - 1, 0));
    else if (event.key === 'Enter') setEntered(true);
    else return;
    event.preventDefault();
  };
  const chosen = items[active]?.href;
  useEffect(() => {
    // Enter may come before the answer does: it is for what the words find, not for what was there before.
    if (!isEntered || isSearching) return;
    setEntered(false);
    if (chosen !== undefined) go(chosen);
  });

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className="enter fixed inset-0 z-50 flex items-start justify-center bg-scrim p-4 pt-[12vh] max-sm:p-0"
    >
      <Modal className="w-full max-w-xl overflow-hidden rounded-lg border border-line bg-raised shadow-raised max-sm:h-full max-sm:rounded-none">
        <Dialog aria-label="Find anything" className="outline-none">
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Icon name="search" className="text-muted" />
            <input
              autoFocus
              role="combobox"
              aria-label="Find a person, unit, door, bundle, building or page"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={items[active] && `${listId}-${active}`}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              placeholder="Find a person, unit, door, bundle, building or page"
              value={q}
              onChange={(event) => {
                setQ(event.target.value);
                setWanted(0);
                setEntered(false);
              }}
              onKeyDown={press}
              className="h-12 w-full bg-transparent outline-none"
            />
          </div>
          <CommandList
            id={listId}
            items={items}
            active={active}
            isBusy={isSearching}
            onPoint={setWanted}
            onChoose={go}
          />
          <p role="status" className="px-4 py-3 text-sm text-muted empty:hidden">
            {!failure && items.length === 0 && !isSearching && <NothingFound q={q.trim()} />}
          </p>
          {failure && (
            <div className="px-4 py-3">
              <FailureLine failure={failure} />
            </div>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What has not been read, or is not shown to us at all, cannot be found: that is said as well. */
function NothingFound({ q }: { q: string }) {
  const { data } = useQuery(syncQuery());
  return (
    <>
      Nothing here is called “{q}”.
      {q.length < 3 && ' One or two letters match the start of a name; two also match a whole word in it.'}
      {data?.asOf === null && ' OpenKit has not been read in full yet: what is to come cannot be found.'}
      {data?.asOf && (
        <span className="mt-1 block">
          <CoverageNote
            asOf={data.asOf}
            coverage={{ sweep: data.suspect ? 'suspect' : 'complete', limits: [...coverageLimits] }}
          />
        </span>
      )}
    </>
  );
}

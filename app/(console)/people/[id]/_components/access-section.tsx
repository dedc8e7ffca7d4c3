'use client';

import { type ReactNode, useRef, useState } from 'react';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { searchString } from '#lib/search-params';
import { SelectionBar, selectedText } from '@/components/data-table/selection-bar';
import type { GrantDraft } from '@/components/grant-access/grant-draft';
import { type Tab, Tabs } from '@/components/ui/tabs';
import { personParams, type Shown } from '../search-params.ts';
import { AccessGroup } from './access-group.tsx';
import { accessesShown, byBuilding, heldCount, isRevocable } from './access-groups.ts';
import { NoAccesses } from './no-accesses.tsx';

type Props = {
  person: PersonView;
  show: Shown;
  mayRevoke: boolean;
  onGrantAgain?: (draft: GrantDraft) => void;
  onDiagnose: (doorId: string) => void;
  /** What can be done with the accesses chosen. */
  actions: (chosen: AccessView[], clear: () => void) => ReactNode;
};

export const accessSectionId = 'access';

/** A person's accesses by building, in three lists, with those chosen to be changed or revoked. */
export function AccessSection({ person, show, mayRevoke, onGrantAgain, onDiagnose, actions }: Props) {
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const shown = accessesShown(person.accesses, show);
  const chosen = shown.filter((access) => chosenIds.has(access.id) && isRevocable(access));
  const section = useRef<HTMLElement>(null);
  const clear = () => {
    setChosenIds(new Set());
    // What was pressed is gone with the bar: go on from the list, once the dialog has let go of the focus.
    requestAnimationFrame(() => section.current?.focus());
  };
  const choose = (accesses: readonly AccessView[], isOn: boolean) => {
    const next = new Set(chosenIds);
    for (const { id } of accesses) isOn ? next.add(id) : next.delete(id);
    setChosenIds(next);
  };

  return (
    <section ref={section} id={accessSectionId} tabIndex={-1} aria-label="Access" className="min-w-0 outline-none">
      <div className="border-b border-line">
        <Tabs label="Access" tabs={tabsOf(person, show)} />
      </div>
      {shown.length === 0 && <NoAccesses person={person} show={show} />}
      {byBuilding(shown).map((group) => (
        <AccessGroup
          key={group.buildingId}
          group={group}
          chosenIds={new Set(chosen.map((access) => access.id))}
          onChoose={mayRevoke ? choose : undefined}
          onGrantAgain={show === 'ended' ? onGrantAgain : undefined}
          onDiagnose={onDiagnose}
        />
      ))}
      <SelectionBar text={selectedText(chosen.length)} onClear={clear}>
        {actions(chosen, clear)}
      </SelectionBar>
    </section>
  );
}

const names: Record<Shown, string> = { now: 'Now', next: 'Next', ended: 'Ended' };

const tabsOf = (person: PersonView, show: Shown): Tab[] =>
  (['now', 'next', 'ended'] as const).map((each) => ({
    href: `/people/${person.id}${searchString(personParams, { show: each })}`,
    label: names[each],
    count: heldCount(person.accesses, each),
    isCurrent: each === show,
  }));

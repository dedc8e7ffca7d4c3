import type { ReactNode } from 'react';
import type { Count } from '#lib/schemas/page';
import type { Selection } from '#lib/schemas/selection';
import { Button } from '@/components/ui/button';
import { type Noun, nounFor } from './list-count.tsx';
import { SelectionBar, selectedText } from './selection-bar.tsx';
import type { RowChoice } from './use-selection.ts';

/** The rows chosen, as the server takes them, and how many they are. */
export type Chosen = { selection: Selection; total: Count; clear: () => void };

export type SelectionActions = { list: Selection['list']; actions: (chosen: Chosen) => ReactNode };

type Props = SelectionActions & {
  choice: RowChoice;
  /** The list's query string, filters and order, as the server takes them. */
  search: string;
  isFiltered: boolean;
  /** Rows that the filter finds in all; undefined = not known. */
  total: Count | undefined;
  noun: Noun;
};

/** The selection bar of a list: rows that were ticked, or all that match but for those unticked. */
export function ListSelection({ list, actions, choice, search, isFiltered, total, noun }: Props) {
  if (choice.wasDropped) {
    return <SelectionBar text="The filter changed, so nothing is selected any more." onClear={choice.clear} />;
  }
  const ids = [...choice.marked];
  const count = choice.isAll ? (total?.count ?? 0) - ids.length : ids.length;
  const selection: Selection = choice.isAll
    ? { kind: 'filter', list, search, excludedIds: ids }
    : { kind: 'ids', list, ids };
  const hasMore = total !== undefined && total.count > count && !choice.isAll;
  return (
    <SelectionBar text={choice.isAll ? allText(total, ids.length) : selectedText(count)} onClear={choice.clear}>
      {hasMore && (
        <Button onClick={choice.chooseAll}>
          {chooseAllText(total, isFiltered ? 'that match' : nounFor(noun, total.count))}
        </Button>
      )}
      {actions({
        selection,
        total: { count, isExact: !choice.isAll || total?.isExact === true },
        clear: choice.clear,
      })}
    </SelectionBar>
  );
}

const chooseAllText = ({ count, isExact }: Count, what: string): string =>
  `Select all ${isExact ? '' : 'about '}${count.toLocaleString('en')} ${what}`;

export function allText(total: Count | undefined, left: number): string | null {
  const chosen = selectedText((total?.count ?? 0) - left);
  if (!chosen) return null;
  if (left === 0) return `All ${total?.isExact ? '' : 'about '}${chosen}`;
  return `${total?.isExact ? '' : 'About '}${chosen}, ${left.toLocaleString('en')} left out`;
}

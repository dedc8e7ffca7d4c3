'use client';

import { useQuery } from '@tanstack/react-query';
import { failureOf } from '#lib/queries/fetch-json';
import { listViews } from '#lib/queries/views';
import type { View, ViewList } from '#lib/schemas/view';
import { saveView } from '#server/actions/views';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import type { Noun } from './list-count.tsx';
import { ViewItem } from './view-item.tsx';
import { ViewNameForm } from './view-name-form.tsx';

/** What a list shows now, as a view would keep it. */
export type Shown = Pick<View, 'search' | 'columns'>;

export type ViewsProps = { list: ViewList; noun: Noun; shown: Shown; onClose: () => void };

/** The viewer's saved views of a list: opens, saves, renames, replaces and deletes them. */
export default function ViewsSheet({ list, noun, shown, onClose }: ViewsProps) {
  const views = useQuery(listViews(list));
  return (
    <Sheet
      title={`Saved views of ${noun.many}`}
      facts="A view keeps search, filters, order and columns under a name. Yours are only yours."
      onClose={onClose}
    >
      <div className="grid grid-cols-1 gap-6">
        <ViewNameForm
          list={list}
          label="Save what is shown now as"
          verb="Save view"
          initial=""
          write={(name) => saveView({ list, name, ...shown })}
        />
        <section aria-label="Your views">
          {views.isPending && <SkeletonRows count={3} />}
          {views.isError && (
            <ErrorState
              failure={failureOf(views.error)}
              action={<Button onClick={() => void views.refetch()}>Try again</Button>}
            />
          )}
          {views.data?.length === 0 && <p className="text-muted">No view is saved yet.</p>}
          <ul className="grid grid-cols-1">
            {views.data?.map((view) => (
              <ViewItem key={view.id} list={list} view={view} shown={shown} onOpen={onClose} />
            ))}
          </ul>
        </section>
      </div>
    </Sheet>
  );
}

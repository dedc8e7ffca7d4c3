'use client';

import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import type { Result } from '#lib/errors';
import { withColumns } from '#lib/list-columns';
import { listViews } from '#lib/queries/views';
import type { View, ViewList } from '#lib/schemas/view';
import { deleteView, renameView, replaceView } from '#server/actions/views';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { MenuButton } from '@/components/ui/menu-button';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';
import { ViewNameForm } from './view-name-form.tsx';
import type { Shown } from './views-sheet.tsx';

type Props = { list: ViewList; view: View; shown: Shown; onOpen: () => void };

/** One saved view: a link to it, and what can be done with it. */
export function ViewItem({ list, view, shown, onOpen }: Props) {
  const pathname = usePathname();
  const client = useQueryClient();
  const [doing, setDoing] = useState<'rename' | 'delete' | null>(null);
  const { id: viewId, name } = view;
  const write = async (answer: Promise<Result<void>>, done: string) => {
    const result = await ask(answer);
    setDoing(null);
    await client.invalidateQueries(listViews(list));
    if (result.ok) showToast(done);
    else showFailure(result.error);
  };
  return (
    <li className="grid gap-2 border-b border-line py-2">
      <div className="flex items-center gap-2">
        <Link
          href={pathname + withColumns(view.search, view.columns)}
          prefetch={false}
          onClick={onOpen}
          aria-current={isSame(view, shown) ? 'true' : undefined}
          dir="auto"
          title={name}
          className="min-w-0 flex-1 py-1 font-medium text-accent underline-offset-2 hover:underline max-sm:py-2.5"
        >
          <span className="line-clamp-2 break-words">{name}</span>
        </Link>
        {isSame(view, shown) && <span className="shrink-0 text-sm text-muted">Shown now</span>}
        <MenuButton
          label={`More for ${name}`}
          className="grid size-8 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink max-sm:size-11"
          items={[
            { id: 'rename', label: 'Rename', onSelect: () => setDoing('rename') },
            {
              id: 'replace',
              label: 'Replace with what is shown now',
              onSelect: () => void write(replaceView({ viewId, ...shown }), 'The view shows this from now on.'),
            },
            { id: 'delete', label: 'Delete', isDanger: true, onSelect: () => setDoing('delete') },
          ]}
        >
          <Icon name="more" />
        </MenuButton>
      </div>
      {doing === 'rename' && (
        <ViewNameForm
          list={list}
          label="New name"
          verb="Rename view"
          initial={name}
          write={(to) => renameView({ viewId, name: to })}
          onDone={() => setDoing(null)}
        />
      )}
      {doing === 'delete' && (
        <div className="flex flex-wrap items-center gap-2 pb-1">
          <p className="grow">Delete this view?</p>
          <Button autoFocus onClick={() => setDoing(null)}>
            Keep it
          </Button>
          <Button variant="danger" onClick={() => void write(deleteView({ viewId }), 'The view is deleted.')}>
            Delete view
          </Button>
        </div>
      )}
    </li>
  );
}

const isSame = (view: Shown, shown: Shown): boolean =>
  view.search === shown.search && view.columns.join() === shown.columns.join();

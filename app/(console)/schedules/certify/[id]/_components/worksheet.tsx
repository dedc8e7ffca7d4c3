'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { certificationQuery, certificationRows } from '#lib/queries/certification';
import type { CertificationRow, CertificationView } from '#lib/schemas/certification';
import { FilterSelect } from '@/components/data-table/filter-select';
import { IgnoredParams } from '@/components/data-table/ignored-params';
import { InsteadOfRows } from '@/components/data-table/instead-of-rows';
import { ListCount } from '@/components/data-table/list-count';
import { ListFoot } from '@/components/data-table/list-foot';
import { type ListQuery, useList } from '@/components/data-table/use-list';
import type { ListParams } from '@/components/data-table/use-list-search';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchField } from '@/components/ui/search-field';
import { worksheetParams } from '../search-params.ts';
import { KeepOthers } from './keep-others.tsx';
import { WorksheetBar } from './worksheet-bar.tsx';
import { WorksheetRow } from './worksheet-row.tsx';

const noun = { one: 'access', many: 'accesses' };
const shows = [
  { value: 'open', label: 'Not decided' },
  { value: 'keep', label: 'To keep' },
  { value: 'end', label: 'To end' },
] as const;

type Props = { sheet: CertificationView; initial: ListQuery<CertificationRow, ListParams>['initial'] };

/** Everybody on the worksheet with a decision and a comment each. What a colleague decides appears by itself. */
export function Worksheet({ sheet: first, initial }: Props) {
  const client = useQueryClient();
  const source = certificationRows(first.id);
  const { data: sheet } = useQuery({ ...certificationQuery(first.id), initialData: first });
  const { state, page, count, isSettled, isPart, isStale } = useList({ source, shape: worksheetParams, initial });
  const items = page.data?.items ?? [];
  const { show } = state.values;

  const shownRevision = useRef(first.revision);
  useEffect(() => {
    if (shownRevision.current === sheet.revision) return;
    shownRevision.current = sheet.revision;
    // Rows that were just decided stay in sight while somebody goes through those that are not.
    if (show === '') void client.invalidateQueries({ queryKey: [source.path] });
  }, [client, source.path, sheet.revision, show]);

  return (
    <>
      <WorksheetBar sheet={sheet} />
      <div className="flex flex-wrap items-center gap-2 py-3">
        <SearchField label="Search these people by name" value={state.values.q} onSearch={state.type} />
        <FilterSelect
          label="Decision"
          everything="All decisions"
          options={shows}
          value={show}
          onChange={(chosen) => state.filter({ show: chosen })}
        />
        <div className="grow" />
        <ListCount count={count} shown={items.length} isPart={isPart} isSettled={isSettled} noun={noun} />
        {sheet.mayManage && <KeepOthers certificationId={sheet.id} rows={items} />}
      </div>
      <IgnoredParams names={state.problems} />
      <InsteadOfRows
        page={page}
        state={state}
        noun={noun}
        empty={
          <EmptyState kind="no-data" title="Nobody that we know of">
            Nothing we have seen opened these doors in this time. What OpenKit does not show us may have.
          </EmptyState>
        }
      />
      <ul aria-label="Accesses" aria-busy={isStale} className="divide-y divide-line border-y border-line empty:hidden">
        {items.map((row) => (
          <WorksheetRow
            key={row.id}
            certificationId={sheet.id}
            row={row}
            mayManage={sheet.mayManage}
            mayEnd={sheet.mayEnd}
          />
        ))}
      </ul>
      {page.data && <ListFoot page={page.data} note="As read for this worksheet." onTurn={state.turnTo} />}
    </>
  );
}

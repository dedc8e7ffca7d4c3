'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure, Result } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import { buildingOptions } from '#lib/queries/buildings';
import type { RowReport } from '#lib/schemas/table-import';
import { parseTable } from '#lib/table/parse-table';
import { FilterSelect } from '@/components/data-table/filter-select';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { showToast } from '@/components/ui/toast-store';
import { type ImportColumn, ImportColumns } from './import-columns.tsx';
import { ImportReportView } from './import-report.tsx';
import { ImportText } from './import-text.tsx';

type Input<Mapping> = { text: string; mapping: Mapping; buildingId: string | null; apply: boolean };

type Props<Mapping, Report> = {
  noun: 'unit' | 'bundle';
  /** Which columns a table has. */
  facts: string;
  columns: readonly ImportColumn<Mapping>[];
  guess: (head: readonly string[]) => Mapping;
  run: (input: Input<Mapping>) => Promise<Result<Report>>;
  /** What all rows come to. */
  summary: (report: Report) => string;
  /** What applying it does; null = nothing. */
  applyLabel: (report: Report) => string | null;
  nothing: string;
  done: (report: Report) => string;
  buildingId: string;
  onClose: () => void;
};

/**
 * Units or bundles from a list: pasted or from a file, columns named, a report of every row, and only then they are
 * made.
 */
export function ImportSheet<Mapping extends Record<keyof Mapping, number>, Report extends RowReport>(
  props: Props<Mapping, Report>,
) {
  const { noun, onClose } = props;
  const client = useQueryClient();
  const buildings = useQuery(buildingOptions());
  const [text, setText] = useState('');
  const [building, setBuilding] = useState(props.buildingId);
  const [chosen, setChosen] = useState<Mapping | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const table = text === '' ? null : parseTable(text);
  const head = table && 'head' in table ? table.head : null;
  const problem = table && 'reason' in table ? table : null;
  const mapping = chosen ?? props.guess(head ?? []);
  const label = report && props.applyLabel(report);
  const changed = (change: () => void) => {
    setReport(null);
    setFailure(null);
    change();
  };

  const send = async (apply: boolean) => {
    setSending(true);
    setFailure(null);
    const input = { text, mapping, buildingId: building || null, apply };
    const answer = await withStepUp(() => props.run(input));
    setSending(false);
    if (!answer.ok) return setFailure(answer.error);
    setReport(answer.value);
    if (!apply) return;
    showToast(props.done(answer.value));
    void client.invalidateQueries({ queryKey: [`/api/${noun}s`] });
    onClose();
  };
  return (
    <Sheet
      title={`Import ${noun}s`}
      facts={props.facts}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {report ? (
            <Button
              variant="primary"
              isPending={isSending}
              disabledReason={label === null ? props.nothing : undefined}
              onClick={() => void send(true)}
            >
              {label ?? 'Import'}
            </Button>
          ) : (
            <Button
              variant="primary"
              isPending={isSending}
              disabledReason={head ? undefined : 'Paste a table, or choose a file.'}
              onClick={() => void send(false)}
            >
              Check rows
            </Button>
          )}
        </>
      }
    >
      <div className="grid grid-cols-1 gap-6">
        {failure && <FormFailure failure={failure} />}
        <ImportText
          text={text}
          onChange={(next) =>
            changed(() => {
              setText(next);
              setChosen(null);
            })
          }
          error={problem ? sentenceFor({ code: 'invalid', params: problem }) : undefined}
        />
        <FilterSelect
          label="Building of all rows"
          everything="Each row names its building"
          options={(buildings.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={building}
          onChange={(id) => changed(() => setBuilding(id))}
        />
        {head && (
          <ImportColumns
            columns={props.columns}
            head={head}
            mapping={mapping}
            onChange={(next) => changed(() => setChosen(next))}
          />
        )}
        {report && <ImportReportView summary={props.summary(report)} report={report} />}
      </div>
    </Sheet>
  );
}

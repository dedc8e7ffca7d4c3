'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '#lib/errors';
import { parseTable } from '#lib/import/parse-table';
import { guessMapping, type UnitMapping } from '#lib/import/unit-rows';
import { counted } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import { buildingOptions } from '#lib/queries/buildings';
import type { ImportReport } from '#lib/schemas/unit-import';
import { importUnits } from '#server/actions/units';
import { FilterSelect } from '@/components/data-table/filter-select';
import { FormFailure } from '@/components/grant-access/form-failure';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { showToast } from '@/components/ui/toast-store';
import { ImportColumns } from './import-columns.tsx';
import { ImportReportView } from './import-report.tsx';
import { ImportText } from './import-text.tsx';

/** Units from a list: pasted or from a file, columns named, a report of every row, and only then the units. */
export default function ImportSheet({ buildingId, onClose }: { buildingId: string; onClose: () => void }) {
  const client = useQueryClient();
  const buildings = useQuery(buildingOptions());
  const [text, setText] = useState('');
  const [building, setBuilding] = useState(buildingId);
  const [chosen, setChosen] = useState<UnitMapping | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const table = text === '' ? null : parseTable(text);
  const head = table && 'head' in table ? table.head : null;
  const problem = table && 'reason' in table ? table : null;
  const mapping = chosen ?? guessMapping(head ?? []);
  const changed = (change: () => void) => {
    setReport(null);
    setFailure(null);
    change();
  };

  const send = async (apply: boolean) => {
    setSending(true);
    setFailure(null);
    const input = { text, mapping, buildingId: building || null, apply };
    const answer = await withStepUp(() => importUnits(input));
    setSending(false);
    if (!answer.ok) return setFailure(answer.error);
    setReport(answer.value);
    if (!apply) return;
    showToast(`${counted(answer.value.newUnits, 'unit')} imported, ${counted(answer.value.residents, 'lease')} noted`);
    void client.invalidateQueries({ queryKey: ['/api/units'] });
    onClose();
  };
  return (
    <Sheet
      title="Import units"
      facts="A table with a head: unit, building, door, and who lives there with the days of their lease. Several rows of one unit are its doors and its people."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {report ? (
            <Button
              variant="primary"
              isPending={isSending}
              disabledReason={
                report.newUnits + report.residents === 0 ? 'No row makes a new unit or notes a lease.' : undefined
              }
              onClick={() => void send(true)}
            >
              {importLabel(report)}
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
        {head && <ImportColumns head={head} mapping={mapping} onChange={(next) => changed(() => setChosen(next))} />}
        {report && <ImportReportView report={report} />}
      </div>
    </Sheet>
  );
}

function importLabel({ newUnits, residents }: ImportReport): string {
  const leases = residents > 0 ? counted(residents, 'lease') : '';
  if (newUnits === 0 && leases) return `Note ${leases}`;
  return `Import ${[counted(newUnits, 'unit'), leases].filter(Boolean).join(' and ')}`;
}

'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import type { UnitView } from '#lib/schemas/unit';
import { setBuildingRules } from '#server/actions/units';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { TextField } from '@/components/ui/text-field';

const formId = 'building-rules';
const fields = [
  { name: 'moveInHour', label: 'Doors open at, on the first day', hint: 'An hour of the building’s clock, 0 to 23.' },
  { name: 'moveOutHour', label: 'Doors close at, on the last day', hint: 'An hour of the building’s clock, 0 to 23.' },
  { name: 'graceDays', label: 'Days of grace after it', hint: 'A lease’s end is not the end of access: 0 to 60.' },
] as const;

/** When leases open and close doors in a building. Counts from the next move-in or change of a lease on. */
export default function RulesSheet({ unit, onClose }: { unit: UnitView; onClose: () => void }) {
  const client = useQueryClient();
  const [rules, setRules] = useState(unit.rules);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    const answer = await ask(setBuildingRules({ buildingId: unit.buildingId, ...rules }));
    setSending(false);
    if (!answer.ok) return setFailure(answer.error);
    void client.invalidateQueries({ queryKey: ['unit'] });
    onClose();
  };
  const isField = fields.some(({ name }) => name === failure?.field);
  return (
    <Sheet
      title={`Rules of ${unit.buildingName}`}
      facts="This changes nobody’s access: it applies from the next lease."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isSending}>
            Save rules
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={save} noValidate className="grid grid-cols-1 gap-6">
        {failure && !isField && <FormFailure failure={failure} />}
        {fields.map(({ name, label, hint }) => (
          <TextField
            key={name}
            label={label}
            hint={hint}
            type="number"
            value={Number.isNaN(rules[name]) ? '' : rules[name]}
            onChange={(event) => setRules((before) => ({ ...before, [name]: event.target.valueAsNumber }))}
            error={failure?.field === name ? failure : undefined}
          />
        ))}
      </form>
    </Sheet>
  );
}

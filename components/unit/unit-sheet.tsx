'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import type { UnitView } from '#lib/schemas/unit';
import { saveUnit } from '#server/actions/units';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import { TextField } from '@/components/ui/text-field';
import { BuildingChoice, useBuilding } from './building-choice.tsx';
import { DoorPicker } from './door-picker.tsx';
import { SaveFailure } from './save-failure.tsx';
import { useSeenVersion } from './use-seen-version.ts';

const formId = 'unit';
type Props = {
  /** Null = a new one. */
  unit: UnitView | null;
  buildingId: string;
  onClose: () => void;
};

/** A unit's name and private doors. */
export default function UnitSheet({ unit, buildingId, onClose }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const [chosen, setBuilding] = useBuilding(unit?.buildingId ?? buildingId);
  const [name, setName] = useState(unit?.name ?? '');
  const [doorIds, setDoorIds] = useState(unit?.doors.map(({ id }) => id) ?? []);
  const { seenVersion, learn } = useSeenVersion(unit?.version);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const isAboutName = failure?.field === 'name';

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    setSending(true);
    setFailure(null);
    const input = { unitId: unit?.id ?? null, buildingId: chosen, name, doorIds, seenVersion };
    const answer = await ask(saveUnit(input));
    setSending(false);
    if (!answer.ok) {
      setFailure(answer.error);
      if (learn(answer.error)) void client.invalidateQueries({ queryKey: ['unit', unit?.id] });
      return;
    }
    void client.invalidateQueries({ queryKey: ['/api/units'] });
    void client.invalidateQueries({ queryKey: ['unit', answer.value.unitId] });
    onClose();
    if (!unit) router.push(`/units/${answer.value.unitId}`);
  };
  return (
    <Sheet
      title={unit ? `Change ${unit.name}` : 'New unit'}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isSending}>
            Save unit
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={save} noValidate className="grid grid-cols-1 gap-6">
        {failure && !isAboutName && (
          <SaveFailure failure={failure} name={unit?.name ?? name} href={`/units/${unit?.id}`} />
        )}
        {!unit && (
          <BuildingChoice
            label="Building"
            value={chosen}
            onChange={(id) => {
              setBuilding(id);
              setDoorIds([]);
            }}
          />
        )}
        <TextField
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={isAboutName ? failure : undefined}
          hint="As it is shown on the door, like 4B."
          autoComplete="off"
          maxLength={100}
        />
        <DoorPicker label="Private doors" buildingId={chosen} chosen={doorIds} onChange={setDoorIds} />
        {unit && unit.tenants.length > 0 && (
          <p className="text-sm text-muted">
            Whoever lives there keeps the doors they hold. The page of the unit then says who is affected.
          </p>
        )}
      </form>
    </Sheet>
  );
}

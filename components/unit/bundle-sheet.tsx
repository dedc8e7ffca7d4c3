'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import type { BundleView, SaveBundleInput } from '#lib/schemas/bundle';
import { isUnreadable } from '#lib/time/day';
import { saveBundle } from '#server/actions/bundles';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/radio-group';
import { Sheet } from '@/components/ui/sheet';
import { TextField } from '@/components/ui/text-field';
import { BuildingChoice, useBuilding } from './building-choice.tsx';
import { BundleDoorTerms } from './bundle-door-terms.tsx';
import { DoorPicker } from './door-picker.tsx';
import { SaveFailure } from './save-failure.tsx';
import { useSeenVersion } from './use-seen-version.ts';

const formId = 'bundle';
const kinds = [
  { value: 'amenities', label: 'Amenities', detail: 'Ticked at each move-in of the building.' },
  { value: 'service', label: 'Service', detail: 'Only where it is asked for.' },
];

type Props = {
  /** Null = a new one. */
  bundle: BundleView | null;
  buildingId: string;
  onClose: () => void;
};

/** A bundle's name, kind and doors, with what differs on each door. */
export default function BundleSheet({ bundle, buildingId, onClose }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const [chosen, setBuilding] = useBuilding(bundle?.buildingId ?? buildingId);
  const [name, setName] = useState(bundle?.name ?? '');
  const [kind, setKind] = useState<SaveBundleInput['kind']>(bundle?.kind ?? 'amenities');
  const [doors, setDoors] = useState<SaveBundleInput['doors']>(
    bundle?.doors.map(({ doorId, isShareable, endsOn }) => ({ doorId, isShareable, endsOn })) ?? [],
  );
  const { seenVersion, learn } = useSeenVersion(bundle?.version);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const isAboutName = failure?.field === 'name';
  const choose = (doorIds: string[]) =>
    setDoors((before) =>
      doorIds.map(
        (doorId) => before.find((door) => door.doorId === doorId) ?? { doorId, isShareable: true, endsOn: null },
      ),
    );

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending || doors.some(({ endsOn }) => isUnreadable(endsOn ?? ''))) return;
    setSending(true);
    setFailure(null);
    const input = { bundleId: bundle?.id ?? null, buildingId: chosen, name, kind, doors, seenVersion };
    const answer = await ask(saveBundle(input));
    setSending(false);
    if (!answer.ok) {
      setFailure(answer.error);
      if (learn(answer.error)) router.refresh();
      return;
    }
    const { bundleId } = answer.value;
    void client.invalidateQueries({ queryKey: ['/api/bundles'] });
    void client.invalidateQueries({ queryKey: ['bundle-drift', bundleId] });
    onClose();
    if (bundle) router.refresh();
    else router.push(`/bundles/${bundleId}`);
  };
  return (
    <Sheet
      title={bundle ? `Change ${bundle.name}` : 'New bundle'}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isSending}>
            Save bundle
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={save} noValidate className="grid grid-cols-1 gap-6">
        {failure && !isAboutName && (
          <SaveFailure failure={failure} name={bundle?.name ?? name} href={`/bundles/${bundle?.id}`} />
        )}
        {!bundle && (
          <BuildingChoice
            label="Building of the bundle"
            value={chosen}
            onChange={(id) => {
              setBuilding(id);
              setDoors([]);
            }}
          />
        )}
        <TextField
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={isAboutName ? failure : undefined}
          hint="Like Amenities, or Maintenance."
          autoComplete="off"
          maxLength={100}
        />
        <RadioGroup
          label="For whom?"
          name="kind"
          options={kinds}
          value={kind}
          onChange={(event) => setKind(event.target.value === 'service' ? 'service' : 'amenities')}
        />
        <DoorPicker label="Doors" buildingId={chosen} chosen={doors.map(({ doorId }) => doorId)} onChange={choose} />
        <BundleDoorTerms buildingId={chosen} doors={doors} onChange={setDoors} />
        <p className="text-sm text-muted">
          Saving sends nothing to OpenKit. The page of the bundle then says who is affected.
        </p>
      </form>
    </Sheet>
  );
}

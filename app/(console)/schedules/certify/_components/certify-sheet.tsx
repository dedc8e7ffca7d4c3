'use client';

import { DoorChooser } from '@/components/grant-access/door-chooser';
import type { ChosenDoor } from '@/components/grant-access/grant-draft';
import { Button } from '@/components/ui/button';
import { DayField } from '@/components/ui/day-field';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { useCertifyForm } from './use-certify-form.ts';

const formId = 'certify-doors';

type Props = { buildingId: string; doors: ChosenDoor[]; onClose: () => void };

/** Which doors, over which days; then the worksheet's page. */
export default function CertifySheet({ buildingId, doors, onClose }: Props) {
  const { form, change, errors, failure, isSending, submit } = useCertifyForm(doors);
  return (
    <Sheet
      title="Certify doors"
      facts="A worksheet of everyone who could open them."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isSending}>
            Make the worksheet
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid grid-cols-1 gap-7">
        {failure && <FormFailure failure={failure} />}
        <DoorChooser
          chosen={form.doors}
          onChange={(doors) => change({ doors })}
          buildingId={buildingId}
          heldDoorIds={[]}
          error={errors.doorIds}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <DayField label="First day" error={errors.from} value={form.from} onChange={(from) => change({ from })} />
          <DayField label="Last day" error={errors.to} value={form.to} onChange={(to) => change({ to })} />
        </div>
        <p className="text-sm text-muted">
          Days are those of the doors’ building, both included. The worksheet lists everyone who could open a door at
          any time on those days, as far as OpenKit showed us.
        </p>
      </form>
    </Sheet>
  );
}

'use client';

import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import { countedAbout } from '#lib/messages/counts';
import { sentenceFor } from '#lib/messages/message-for';
import type { Count } from '#lib/schemas/page';
import type { Selection } from '#lib/schemas/selection';
import { DoorChooser } from '@/components/grant-access/door-chooser';
import type { ChosenDoor } from '@/components/grant-access/grant-draft';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { BundlePicker } from '@/components/unit/bundle-picker';
import { canReadDays, firstTerms, SharedTermsFields } from './shared-terms.tsx';
import { usePlan } from './use-plan.ts';

const formId = 'give-many';

type Props = { selection: Selection; total: Count; onClose: () => void };

/** The same bundles and doors for everybody selected; who holds some of them already gets the rest. */
export default function GiveSheet({ selection, total, onClose }: Props) {
  const [doors, setDoors] = useState<ChosenDoor[]>([]);
  const [bundleIds, setBundleIds] = useState<string[]>([]);
  const isEmpty = doors.length + bundleIds.length === 0;
  const [terms, setTerms] = useState(firstTerms);
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { isPending, plan } = usePlan(selection, setFailure);
  const error =
    isChecked && isEmpty ? sentenceFor({ code: 'invalid', params: { reason: 'doors_required' } }) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isEmpty || !canReadDays(terms)) return;
    const { firstDay, lastDay, ...rest } = terms;
    const doorIds = doors.map((door) => door.id);
    void plan({ kind: 'grant', doorIds, bundleIds, firstDay: firstDay || null, lastDay: lastDay || null, ...rest });
  };
  return (
    <Sheet
      title={`Give access to ${countedAbout(total, 'person', 'people')}`}
      facts="You see what would be sent before anything is."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isPending}>
            Make a dry run
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid grid-cols-1 gap-7">
        {failure && <FormFailure failure={failure} />}
        <BundlePicker chosen={bundleIds} onChange={setBundleIds} />
        <DoorChooser chosen={doors} onChange={setDoors} buildingId="" heldDoorIds={[]} error={error} />
        <SharedTermsFields terms={terms} onChange={(part) => setTerms((before) => ({ ...before, ...part }))} />
      </form>
    </Sheet>
  );
}

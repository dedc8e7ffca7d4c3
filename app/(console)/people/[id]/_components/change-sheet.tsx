'use client';

import { counted } from '#lib/messages/counts';
import { fullName } from '#lib/names';
import type { AccessView } from '#lib/schemas/access';
import type { PersonView } from '#lib/schemas/person';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { Sheet } from '@/components/ui/sheet';
import { ChangeConsequences } from './change-consequences.tsx';
import { ChangeFields } from './change-fields.tsx';
import { useChange } from './use-change.ts';

const formId = 'change-access';

type Props = {
  person: PersonView;
  accesses: AccessView[];
  onSent: (operationId: string) => void;
  onStale: () => void;
  onClose: () => void;
};

/** Another end for a person's accesses, or whether they may be shared, with what follows from it. */
export default function ChangeSheet({ person, accesses, onSent, onStale, onClose }: Props) {
  const { form, change, errors, failure, isSending, submit } = useChange({
    personId: person.id,
    accesses,
    onSent,
    onStale,
  });
  const doors = counted(new Set(accesses.map((access) => access.doorId)).size, 'door');
  return (
    <Sheet
      title={`Change ${doors} of ${fullName(person)}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isSending}>
            Change {doors}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid grid-cols-1 gap-7">
        {failure && <FormFailure failure={failure} />}
        <ChangeFields form={form} onChange={change} errors={errors} accesses={accesses} />
        <ChangeConsequences name={person.firstName} form={form} accesses={accesses} />
      </form>
    </Sheet>
  );
}

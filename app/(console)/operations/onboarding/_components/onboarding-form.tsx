'use client';

import { counted } from '#lib/messages/counts';
import { SharedTermsFields } from '@/components/bulk/shared-terms';
import { Button } from '@/components/ui/button';
import { FormFailure } from '@/components/ui/form-failure';
import { ColumnFields } from './column-fields.tsx';
import { DoorChooser } from './lazy-door-chooser.ts';
import { PasteField } from './paste-field.tsx';
import { useOnboarding } from './use-onboarding.ts';

/** Paste or drop a table, say what its columns are, and have it worked out. */
export function OnboardingForm() {
  const form = useOnboarding();
  const count = form.people.length;
  return (
    <form onSubmit={form.submit} noValidate className="grid max-w-3xl grid-cols-1 gap-7 pb-10">
      {form.failure && <FormFailure failure={form.failure} />}
      <PasteField text={form.text} onRead={form.read} count={count} error={form.error} />
      {count > 0 && (
        <>
          <ColumnFields
            columns={form.columns}
            onChange={form.setColumn}
            heading={form.heading}
            sample={form.people[0]?.cells ?? []}
            width={form.width}
            hasHeader={form.hasHeader}
            onHeader={form.setHeader}
          />
          <DoorChooser chosen={form.doors} onChange={form.setDoors} buildingId="" heldDoorIds={[]} />
          <SharedTermsFields terms={form.terms} onChange={form.setTerms} />
          <div>
            <Button type="submit" variant="primary" isPending={form.isPending}>
              Make a dry run for {counted(count, 'person', 'people')}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

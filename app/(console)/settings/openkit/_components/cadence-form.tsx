'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { openkitStatusQuery } from '#lib/queries/openkit-status';
import { type SyncSettings, syncSettingsSchema } from '#lib/schemas/sync';
import { changeSyncSettings } from '#server/actions/sync';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { mistake } from '@/components/ui/field';
import { showFailure } from '@/components/ui/show-failure';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';

/** Sets how often OpenKit is read in full and how many calls a second all of Gatehouse may make. */
export function CadenceForm({ cadence }: { cadence: SyncSettings }) {
  const client = useQueryClient();
  const form = useForm<SyncSettings>({ resolver: zodResolver(syncSettingsSchema), defaultValues: cadence });
  const { errors, isSubmitting } = form.formState;
  const errorOf = (field: keyof SyncSettings, reason: string) => errors[field] && mistake(reason);

  const submit = form.handleSubmit(async (typed) => {
    const answer = await withStepUp(() => changeSyncSettings(typed));
    if (!answer.ok) return showFailure(answer.error);
    form.reset(answer.value);
    showToast('Saved. It applies from the next call.');
    await client.invalidateQueries({ queryKey: openkitStatusQuery().queryKey });
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid max-w-sm gap-4">
      <TextField
        label="Minutes between readings"
        inputMode="numeric"
        hint="0 = only when someone asks."
        error={errorOf('intervalMinutes', 'interval_out_of_range')}
        {...form.register('intervalMinutes', { setValueAs: toNumber })}
      />
      <TextField
        label="Calls a second, all programs together"
        inputMode="decimal"
        error={errorOf('callsPerSecond', 'rate_out_of_range')}
        {...form.register('callsPerSecond', { setValueAs: toNumber })}
      />
      <div>
        <Button type="submit" isPending={isSubmitting}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** An empty field is no zero. */
const toNumber = (typed: unknown): number => (String(typed).trim() === '' ? Number.NaN : Number(typed));

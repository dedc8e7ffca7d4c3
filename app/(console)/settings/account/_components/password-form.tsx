'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Failure } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import { type ChangePasswordInput, changePasswordSchema } from '#lib/schemas/password';
import { changePassword } from '#server/actions/account';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { type FieldError, mistake } from '@/components/ui/field';
import { FormFailure } from '@/components/ui/form-failure';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';

/** What came of it nobody knows: the current password may be the new one by now. */
const unsure = 'The server could not be reached. Check whether the new password works before you try again.';

const isField = (field: string | undefined) => field === 'currentPassword' || field === 'newPassword';

/** The current password, then a new one of 15 characters or more. What is typed stays through every failure. */
export function PasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm<ChangePasswordInput>({
    resolver: zodResolver(changePasswordSchema),
    defaultValues: { currentPassword: '', newPassword: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const errorOf = (field: keyof ChangePasswordInput): FieldError => {
    const reason = errors[field]?.message;
    if (reason) return mistake(reason);
    return failure?.field === field ? failure : undefined;
  };

  const submit = form.handleSubmit(async (typed) => {
    setFailure(null);
    const result = await ask(changePassword(typed));
    if (!result.ok) return show(result.error);
    form.reset();
    const { endedSessions } = result.value;
    showToast(
      `Password changed. ${endedSessions === 0 ? 'You' : `${counted(endedSessions, 'other session')} ended; you`} stay signed in here.`,
    );
    router.refresh();
  });

  const show = (error: Failure) => {
    if (error.params.reason === 'offline') return showToast(unsure, 'failed');
    setFailure(error);
    if (isField(error.field)) form.setFocus(error.field);
  };

  return (
    <form method="post" onSubmit={submit} noValidate className="grid max-w-sm gap-4">
      {failure && !isField(failure.field) && <FormFailure failure={failure} />}
      {/* For password managers: whose password this is. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label="Current password"
        type="password"
        autoComplete="current-password"
        error={errorOf('currentPassword')}
        {...form.register('currentPassword')}
      />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 15 characters. A sentence is good."
        error={errorOf('newPassword')}
        {...form.register('newPassword')}
      />
      <div>
        <Button type="submit" isPending={isSubmitting}>
          Change password
        </Button>
      </div>
    </form>
  );
}

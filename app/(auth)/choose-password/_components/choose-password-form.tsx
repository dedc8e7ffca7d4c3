'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { Failure } from '#lib/errors';
import { newPassword } from '#lib/schemas/password';
import { carryInvite, choosePassword } from '#server/actions/choose-password';
import { SsoButton } from '@/components/account/sso-button';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { ButtonLink } from '@/components/ui/button-link';
import { mistake } from '@/components/ui/field';
import { FormFailure } from '@/components/ui/form-failure';
import { TextField } from '@/components/ui/text-field';
import { usePasswordLink } from './use-password-link.ts';

const typedSchema = z.strictObject({ password: newPassword });

/** For whoever was invited, or is to choose a new password. Signs them in afterwards, as far as the password goes. */
export function ChoosePasswordForm({ hasSso }: { hasSso: boolean }) {
  const { token, link, failure } = usePasswordLink();
  const form = useForm({ resolver: zodResolver(typedSchema), defaultValues: { password: '' } });
  const [refused, setRefused] = useState<Failure | null>(null);
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async ({ password }) => {
    const answer = await ask(choosePassword({ token: token ?? '', password }));
    setRefused(null);
    if (!answer.ok) return setRefused(answer.error);
    await signIn('credentials', { email: answer.value.email, password, redirect: false });
    // Whether or not that worked: from here the sign-in page knows the way.
    window.location.assign('/');
  });

  const carry = async () => {
    const answer = await ask(carryInvite({ token: token ?? '' }));
    if (!answer.ok) setRefused(answer.error);
    return answer.ok;
  };

  if (failure) {
    return (
      <div className="grid gap-4">
        <FormFailure failure={failure} />
        <ButtonLink href="/sign-in">Sign in</ButtonLink>
      </div>
    );
  }
  const reason = errors.password?.message;
  const isOfField = refused?.field === 'password';
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      {refused && !isOfField && <FormFailure failure={refused} />}
      <p className="min-h-5 text-muted">
        {link && (
          <>
            For <bdi className="text-ink">{link.email}</bdi>. {link.isInvite ? 'You will sign in with it.' : ''}
          </>
        )}
      </p>
      <input type="email" name="email" autoComplete="username" value={link?.email ?? ''} readOnly hidden />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="At least 15 characters. A sentence is good."
        error={reason ? mistake(reason) : isOfField ? refused : undefined}
        {...form.register('password')}
      />
      <Button type="submit" variant="primary" isPending={!link || isSubmitting || (isSubmitSuccessful && !refused)}>
        Choose this password
      </Button>
      {hasSso && link?.isInvite && <SsoButton next="/" prepare={carry} />}
    </form>
  );
}

'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Failure } from '#lib/errors';
import { type NewOwner, newOwner } from '#lib/schemas/new-owner';
import { setUpOwner } from '#server/actions/set-up-owner';
import { useLinkToken } from '@/components/account/use-link-token';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { mistake } from '@/components/ui/field';
import { FormFailure } from '@/components/ui/form-failure';
import { TextField } from '@/components/ui/text-field';

export function SetUpForm() {
  const token = useLinkToken();
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useForm<NewOwner>({ resolver: zodResolver(newOwner) });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const errorOf = (field: keyof NewOwner) => {
    const reason = errors[field]?.message;
    return reason ? mistake(reason) : undefined;
  };

  const submit = form.handleSubmit(async (owner) => {
    const result = await ask(setUpOwner({ token: token ?? '', owner }));
    setFailure(result.ok ? null : result.error);
    if (!result.ok) return;
    await signIn('credentials', { email: owner.email, password: owner.password, redirect: false });
    // Whether or not that worked: from here the sign-in page knows the way.
    window.location.assign('/');
  });

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      {failure && <FormFailure failure={failure} />}
      <TextField label="Your name" autoComplete="name" error={errorOf('name')} {...form.register('name')} />
      <TextField
        label="Email"
        type="email"
        autoComplete="username"
        error={errorOf('email')}
        {...form.register('email')}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="At least 15 characters. A sentence is good."
        error={errorOf('password')}
        {...form.register('password')}
      />
      <Button type="submit" variant="primary" isPending={isSubmitting || (isSubmitSuccessful && !failure)}>
        Become the owner
      </Button>
    </form>
  );
}

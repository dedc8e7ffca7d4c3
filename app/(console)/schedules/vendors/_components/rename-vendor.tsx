'use client';

import { type FormEvent, useState } from 'react';
import type { Failure } from '#lib/errors';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { useChangeVendor } from './use-change-vendor.ts';

const hint = 'If another company has this name, the two are merged.';

/** The name of a company, in all of its plans. What was typed stays until it is saved. */
export function RenameVendor({ vendorId, name }: { vendorId: string; name: string }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { isSending, change } = useChangeVendor();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending || typed === null) return;
    const failed = await change({ vendorId, change: 'rename', company: typed });
    setFailure(failed);
    if (!failed) setTyped(null);
  };
  if (typed === null) return <Button onClick={() => setTyped(name)}>Rename {name}</Button>;
  return (
    <form onSubmit={save} noValidate className="grid w-full max-w-md gap-3">
      <TextField
        label={`New name of ${name}`}
        hint={hint}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={failure ?? undefined}
        autoComplete="off"
        autoFocus
        dir="auto"
      />
      <div className="flex gap-2 max-sm:*:grow">
        <Button type="submit" isPending={isSending}>
          Rename company
        </Button>
        <Button onClick={() => setTyped(null)}>Cancel</Button>
      </div>
    </form>
  );
}

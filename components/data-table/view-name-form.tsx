'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Failure, Result } from '#lib/errors';
import { listViews } from '#lib/queries/views';
import type { ViewList } from '#lib/schemas/view';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { showToast } from '@/components/ui/toast-store';

type Props = {
  list: ViewList;
  label: string;
  /** What the button does: "Save view". */
  verb: string;
  initial: string;
  write: (name: string) => Promise<Result<unknown>>;
  /** Called when it is written, and for Cancel where that is offered. */
  onDone?: () => void;
};

/** The name of a view, new or other. What was typed stays until it is saved. */
export function ViewNameForm({ list, label, verb, initial, write, onDone }: Props) {
  const client = useQueryClient();
  const [name, setName] = useState(initial);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    setSending(true);
    const answer = await ask(write(name));
    setSending(false);
    setFailure(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setName('');
    showToast('The view is saved.');
    await client.invalidateQueries(listViews(list));
    onDone?.();
  };
  return (
    <form onSubmit={save} noValidate className="grid grid-cols-1 gap-3">
      <TextField
        label={label}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={failure ?? undefined}
        autoComplete="off"
        dir="auto"
      />
      <div className="flex gap-2 max-sm:*:grow">
        <Button type="submit" isPending={isSending}>
          {verb}
        </Button>
        {onDone && <Button onClick={onDone}>Cancel</Button>}
      </div>
    </form>
  );
}

import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { Failure } from '#lib/errors';
import { proveIdentity } from '#server/actions/proof';
import { ask } from '@/components/action/ask';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';

type Props = { kind: 'password' | 'code'; onProved: () => void; children: ReactNode };

const fields = {
  password: { label: 'Your password', type: 'password', autoComplete: 'current-password', maxLength: 1000 },
  code: { label: 'Code of your authenticator', type: 'text', autoComplete: 'one-time-code', maxLength: 20 },
} as const;

/** Takes a password or a code as the proof. Its children are the other ways out. */
export function ProofForm({ kind, onProved, children }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<Failure>();
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || !field.current) return;
    setPending(true);
    const answer = await ask(proveIdentity({ kind, value: field.current.value }));
    setPending(false);
    if (answer.ok) return onProved();
    setError(answer.error);
    field.current?.select();
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <TextField ref={field} autoFocus error={error} {...fields[kind]} />
      <footer className="flex flex-wrap justify-end gap-2 pt-1 max-sm:*:grow">
        {children}
        <Button type="submit" variant="primary" isPending={isPending}>
          Continue
        </Button>
      </footer>
    </form>
  );
}

import { type FormEvent, type ReactNode, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';

type Props = {
  isPending: boolean;
  onSubmit: (code: string) => Promise<unknown>;
  onBack: () => void;
  /** What went wrong with the last code. */
  banner: ReactNode;
};

/** The second step of signing in: the authenticator's code. Email and password wait in memory, in this tab alone. */
export function CodeForm({ isPending, onSubmit, onBack, banner }: Props) {
  const field = useRef<HTMLInputElement>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || !field.current) return;
    await onSubmit(field.current.value.trim());
    field.current?.select();
  }
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {banner}
      <TextField
        ref={field}
        label="Code"
        hint="The six digits your authenticator shows now, or one of your recovery codes."
        autoComplete="one-time-code"
        autoFocus
        required
        maxLength={20}
        className="font-mono"
      />
      <div className="grid gap-2">
        <Button type="submit" variant="primary" isPending={isPending}>
          Sign in
        </Button>
        <Button variant="quiet" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}

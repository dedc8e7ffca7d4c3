import { encodeQR } from 'qr';
import { type FormEvent, useRef, useState } from 'react';
import type { Failure } from '#lib/errors';
import type { AuthenticatorStart } from '#lib/schemas/authenticator';
import { confirmAuthenticator } from '#server/actions/authenticator';
import { withStepUp } from '@/components/step-up/step-up-store';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/text-field';
import { QrImage } from './qr-image.tsx';

type Props = { start: AuthenticatorStart; onDone: (recoveryCodes: string[]) => void };

/** Cameras need four light modules around a code. */
const quietZone = 4;

/** The secret as a picture and as text, and the first code as proof that the app has it. */
export function FirstCode({ start, onDone }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<Failure>();
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = field.current?.value.replace(/\s/g, '') ?? '';
    if (isPending) return;
    setPending(true);
    const answer = await withStepUp(() => confirmAuthenticator({ code }));
    setPending(false);
    if (answer.ok) return onDone(answer.value);
    setError(answer.error);
    field.current?.select();
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <p>1. Scan this picture with the app.</p>
      <QrImage rows={encodeQR(start.uri, 'raw', { border: quietZone })} label="The secret for your authenticator app" />
      <details>
        <summary className="text-sm text-muted">Or type it</summary>
        <p className="mt-1 font-mono text-sm break-all select-all">{start.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
      </details>
      <TextField
        ref={field}
        label="2. Type the six digits it shows"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        error={error}
        className="font-mono"
      />
      <Button type="submit" variant="primary" isPending={isPending}>
        Confirm
      </Button>
    </form>
  );
}

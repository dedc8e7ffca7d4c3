import type { ReactNode } from 'react';
import type { Failure } from '#lib/errors';
import { FailureSentence } from './failure-words.tsx';
import { Icon } from './icon.tsx';
import { RequestId } from './request-id.tsx';

export const controlStyle =
  'w-full rounded border border-edge bg-raised px-2.5 text-ink h-8 max-sm:h-11 max-sm:text-lg ' +
  'aria-invalid:border-stopped disabled:bg-sunken disabled:text-muted';

/** What our own checks say, or what the server refused: the latter has a request id to pass on. */
export type FieldError = string | Failure | undefined;

/** Either of them in words. */
export const ErrorText = ({ error }: { error: FieldError }) =>
  typeof error === 'object' ? <FailureSentence failure={error} /> : error;

/** What our own checks find, told like a refusal: pages that are a form have no words of their own for it. */
export const mistake = (reason: string): Failure => ({ code: 'invalid', params: { reason }, requestId: '' });

export type FieldTexts = {
  label: string;
  /** Said before anything goes wrong: what the value is for, or its form. */
  hint?: ReactNode;
  /** What is wrong and what to do, beside the field it belongs to. */
  error?: FieldError;
};

const hintId = (id: string): string => `${id}-hint`;
const errorId = (id: string): string => `${id}-error`;

/** What a control points at with `aria-describedby`: its hint and its error, as far as they exist. */
export function describedBy(id: string, texts: Pick<FieldTexts, 'hint' | 'error'>): string | undefined {
  const ids = [texts.error && errorId(id), texts.hint && hintId(id)].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Label above, control, error, hint: the frame of every field. */
export function Field({
  id,
  label,
  hint,
  error,
  isOptional = false,
  children,
}: FieldTexts & { id: string; isOptional?: boolean; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
        {isOptional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      {children}
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

/** The error, read out when it appears, and the hint under it. */
export function FieldNotes({ id, hint, error }: { id: string } & Pick<FieldTexts, 'hint' | 'error'>) {
  return (
    <>
      <p id={errorId(id)} role="alert" className="flex gap-1.5 text-sm text-stopped empty:hidden">
        {error && (
          <>
            <Icon name="warning" className="mt-px" />
            <span>
              <ErrorText error={error} />
            </span>
          </>
        )}
      </p>
      {typeof error === 'object' && <RequestId id={error.requestId} />}
      {hint && (
        <p id={hintId(id)} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </>
  );
}

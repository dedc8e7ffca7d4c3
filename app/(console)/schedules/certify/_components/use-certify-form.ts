import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import type { Failure } from '#lib/errors';
import { sentenceFor } from '#lib/messages/message-for';
import { startCertificationSchema } from '#lib/schemas/certification';
import { addDays, dayOf, parseLocalDate } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { startCertification } from '#server/actions/certifications';
import type { ChosenDoor } from '@/components/grant-access/grant-draft';
import { useNow } from '@/components/ui/clock';

type Form = { doors: ChosenDoor[]; from: string; to: string };
type Errors = { doorIds?: string; from?: string; to?: string };

const lost: Failure = { code: 'unavailable', params: { reason: 'offline' }, requestId: '' };
const quarterDays = 91;
const someIntent = '00000000-0000-4000-8000-000000000000';

/** The form's state; the days it begins with are the last quarter by the calendar of the first door. */
export function useCertifyForm(doors: ChosenDoor[]) {
  const now = useNow();
  const router = useRouter();
  const [form, setForm] = useState<Form>(() => firstForm(doors, now));
  const [isChecked, setChecked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [refused, setRefused] = useState<Errors>({});
  const intent = useRef({ id: '', form });
  const found = errorsOf(form);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isSending || Object.keys(found).length > 0) return;
    setSending(true);
    setFailure(null);
    if (intent.current.id === '' || intent.current.form !== form) intent.current = { id: crypto.randomUUID(), form };
    const answer = await startCertification(inputOf(form, intent.current.id)).catch(() => ({
      ok: false as const,
      error: lost,
    }));
    setSending(false);
    if (answer.ok) return router.push(`/schedules/certify/${answer.value.certificationId}`);
    const { field } = answer.error;
    if (field === 'doorIds' || field === 'from' || field === 'to') setRefused({ [field]: sentenceFor(answer.error) });
    else setFailure(answer.error);
  };
  const change = (part: Partial<Form>) => {
    setRefused({});
    setForm((before) => ({ ...before, ...part }));
  };
  return { form, change, errors: isChecked ? { ...found, ...refused } : {}, failure, isSending, submit };
}

function firstForm(doors: ChosenDoor[], now: Instant): Form {
  const today = dayOf(now, doors[0]?.timeZone ?? 'UTC');
  return { doors, from: addDays(today, -quarterDays), to: today };
}

const inputOf = ({ doors, from, to }: Form, intentId: string) => ({
  intentId,
  doorIds: doors.map(({ id }) => id),
  from,
  to,
});

function errorsOf(form: Form): Errors {
  const errors: Errors = {};
  const say = (reason: string) => sentenceFor({ code: 'invalid', params: { reason } });
  for (const { path, message } of startCertificationSchema.safeParse(inputOf(form, someIntent)).error?.issues ?? []) {
    const [field] = path;
    if (field === 'doorIds' || field === 'from' || field === 'to') errors[field] ??= say(message);
  }
  if (parseLocalDate(form.from) === null) errors.from ??= say('date_invalid');
  if (parseLocalDate(form.to) === null) errors.to ??= say('date_invalid');
  else if (form.to < form.from) errors.to ??= say('certified_days_reversed');
  return errors;
}

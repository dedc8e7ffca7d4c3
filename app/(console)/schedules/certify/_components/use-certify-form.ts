import { useRouter } from 'next/navigation';
import { placeholderId } from '#lib/ids';
import { sentenceFor } from '#lib/messages/message-for';
import { startCertificationSchema } from '#lib/schemas/certification';
import { addDays, dayOf } from '#lib/time/day';
import type { Instant } from '#lib/time/instant';
import { startCertification } from '#server/actions/certifications';
import { useCheckedForm } from '@/components/action/use-checked-form';
import type { ChosenDoor } from '@/components/grant-access/grant-draft';
import { useNow } from '@/components/ui/clock';

type Form = { doors: ChosenDoor[]; from: string; to: string };
const fields = ['doorIds', 'from', 'to'] as const;
type Field = (typeof fields)[number];

const quarterDays = 91;
/** The form of a worksheet; the days it begins with are the last quarter by the calendar of the first door. */
export function useCertifyForm(doors: ChosenDoor[]) {
  const now = useNow();
  const router = useRouter();
  return useCheckedForm({
    first: () => firstForm(doors, now),
    errorsOf,
    fieldOf: fieldIn,
    send: (form, intentId) => startCertification(inputOf(form, intentId)),
    onSent: ({ certificationId }) => router.push(`/schedules/certify/${certificationId}`),
  });
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

const fieldIn = (field: unknown): Field | null => fields.find((one) => one === field) ?? null;

function errorsOf(form: Form): Partial<Record<Field, string>> {
  const errors: Partial<Record<Field, string>> = {};
  const say = (reason: string) => sentenceFor({ code: 'invalid', params: { reason } });
  for (const { path, message } of startCertificationSchema.safeParse(inputOf(form, placeholderId)).error?.issues ??
    []) {
    const field = fieldIn(path[0]);
    if (field) errors[field] ??= say(message);
  }
  if (!errors.from && form.to < form.from) errors.to ??= say('certified_days_reversed');
  return errors;
}

import { useQuery } from '@tanstack/react-query';
import { normalisePhone } from '#lib/access-rules/phone';
import { sharedPhoneAdvice, sharedPhoneText } from '#lib/messages/plan-words';
import { RequestError } from '#lib/queries/fetch-json';
import type { PhoneSharersInput } from '#lib/schemas/plan';
import { findPhoneSharers } from '#server/actions/plans';
import { usePaused } from '@/components/grant-access/use-paused';
import type { PlanForm } from './plan-draft.ts';

/** Says before anything is planned who else has this phone. An action is asked: a phone stands in no address. */
export function PhoneSharers({ form: { company, firstName, lastName, phone } }: { form: PlanForm }) {
  const asked = usePaused(JSON.stringify({ company, firstName, lastName, phone }));
  const typed: PhoneSharersInput = JSON.parse(asked);
  const { data: names = [] } = useQuery({
    queryKey: ['phone sharers', asked],
    queryFn: async () => {
      const answer = await findPhoneSharers(typed);
      if (!answer.ok) throw new RequestError(answer.error);
      return answer.value;
    },
    enabled: normalisePhone(typed.phone) !== null,
  });
  if (names.length === 0) return null;
  return (
    <p aria-live="polite" className="text-waiting wrap-anywhere">
      {sharedPhoneText(names)} {sharedPhoneAdvice}
    </p>
  );
}

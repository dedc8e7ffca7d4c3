import { useQuery } from '@tanstack/react-query';
import { isEmail } from '#lib/access-rules/grant-rules';
import { normalisePhone } from '#lib/access-rules/phone';
import { sharedContactAdvice, sharedContactText } from '#lib/messages/plan-words';
import { RequestError } from '#lib/queries/fetch-json';
import type { ContactSharersInput } from '#lib/schemas/plan';
import { findContactSharers } from '#server/actions/plans';
import { usePaused } from '@/components/ui/use-paused';
import type { PlanForm } from './plan-draft.ts';

type Props = { form: PlanForm; planId: string | undefined };

/** Says before anything is planned who else has this email or phone. An action is asked: they stand in no URL. */
export function ContactSharers({ form: { company, firstName, lastName, email, phone }, planId }: Props) {
  const asked = usePaused(JSON.stringify({ planId, company, firstName, lastName, email, phone }));
  const typed: ContactSharersInput = JSON.parse(asked);
  const { data: names = [] } = useQuery({
    queryKey: ['contact sharers', asked],
    queryFn: async () => {
      const answer = await findContactSharers(typed);
      if (!answer.ok) throw new RequestError(answer.error);
      return answer.value;
    },
    enabled: isEmail(typed.email) || normalisePhone(typed.phone) !== null,
  });
  if (names.length === 0) return null;
  const contact = typed.email ? 'email address' : 'phone number';
  return (
    <p aria-live="polite" className="text-waiting wrap-anywhere">
      {sharedContactText(names, contact)} {sharedContactAdvice(contact)}
    </p>
  );
}

import { useQuery } from '@tanstack/react-query';
import { isEmail } from '#lib/access-rules/grant-rules';
import { normalisePhone } from '#lib/access-rules/phone';
import { RequestError } from '#lib/queries/fetch-json';
import type { ContactOwner } from '#lib/schemas/person';
import { findContactOwner } from '#server/actions/people';
import { usePaused } from '@/components/ui/use-paused';

/**
 * Who has this whole email or phone already, once typing rests; null = nobody known. An action is asked: it stands in
 * no URL.
 */
export function useContactOwner(contact: string): ContactOwner | null {
  const asked = usePaused(contact);
  const { data } = useQuery({
    queryKey: ['contact owner', asked],
    queryFn: async () => {
      const answer = await findContactOwner({ contact: asked });
      if (!answer.ok) throw new RequestError(answer.error);
      return answer.value;
    },
    enabled: isEmail(asked) || normalisePhone(asked) !== null,
  });
  return (asked === contact && data) || null;
}

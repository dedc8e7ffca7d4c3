import * as z from 'zod/mini';
import { FormFailure } from '@/components/ui/form-failure';

const idSchema = z.catch(z.uuid(), '');

/** Why single sign-on led back here. What the provider said is not repeated; the request is one of ours. */
export function SsoFailure({ error, request }: { error: string; request: unknown }) {
  const reason = error === 'sso_refused' || error === 'sso_one_factor' ? error : 'sso_failed';
  return <FormFailure failure={{ code: 'refused', params: { reason }, requestId: idSchema.parse(request) }} />;
}

import { messageFor } from '#lib/messages/message-for';
import { Banner } from '@/components/ui/banner';

/** Why single sign-on led back here. What the provider said is not repeated. */
export function SsoFailure({ error }: { error: string }) {
  const reason = error === 'sso_refused' ? 'sso_refused' : 'sso_failed';
  const message = messageFor({ code: 'refused', params: { reason } });
  return (
    <Banner tone="error" title={message.title}>
      {message.next}
    </Banner>
  );
}

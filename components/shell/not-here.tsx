import { messageFor } from '#lib/messages/message-for';
import { ButtonLink } from '@/components/ui/button-link';
import { Mark } from '@/components/ui/mark';
import { type AskedPage, NotHereId } from './not-here-id.tsx';

/** For what is not there and for what is not this person's to see; the two must look alike. */
export function NotHere({ asked: { requestId, pathname } }: { asked: AskedPage }) {
  const { title, next } = messageFor({ code: 'forbidden_or_missing', params: {} });
  return (
    <div className="grid min-h-[60dvh] place-content-center justify-items-center gap-3 px-4 text-center">
      <Mark className="size-8 text-accent" />
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      <p className="max-w-prose text-balance text-muted">{next}</p>
      <ButtonLink href="/people" variant="primary">
        Go to people
      </ButtonLink>
      {/* These two alone: what goes to the browser is written into the page, and a query may name somebody. */}
      <NotHereId requestId={requestId} pathname={pathname} />
    </div>
  );
}

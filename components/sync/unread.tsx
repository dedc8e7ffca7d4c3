import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';

/** Instead of "nothing is here", until OpenKit was read to the end once. */
export const Unread = () => (
  <EmptyState
    kind="no-data"
    title="OpenKit has not been read in full yet"
    action={<ButtonLink href="/">See how the reading is going</ButtonLink>}
  >
    Nobody knows yet whether anything belongs here.
  </EmptyState>
);

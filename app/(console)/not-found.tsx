import { askedPage } from '#server/auth/page-session';
import { NotHere } from '@/components/shell/not-here';

/** Inside the frame, for people who are signed in. */
export default async function ConsoleNotFound() {
  return <NotHere asked={await askedPage()} />;
}

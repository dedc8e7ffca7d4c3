import { NotHere } from '@/components/shell/not-here';

/** Inside the frame, for people who are signed in. */
export default function ConsoleNotFound() {
  return <NotHere />;
}

import { may } from '#lib/permissions';
import type { Session } from '#server/auth/session';
import { getSyncStatus } from '#server/services/sync/get-sync-status';
import { FirstSync } from '@/components/sync/first-sync';

/** Instead of an empty list, until OpenKit was read to the end once. */
export async function FirstReading({ session }: { session: Session }) {
  return <FirstSync initial={await getSyncStatus(session)} mayRun={may(session.staff.role, 'sync.run')} />;
}

import type { Result } from '#lib/errors';
import { counted } from '#lib/messages/counts';
import { withStepUp } from '@/components/step-up/step-up-store';
import { showFailure } from '@/components/ui/show-failure';
import { showToast } from '@/components/ui/toast-store';

/**
 * Has a file made, by one of the actions that record it, and fetches it. A failure is said; what is on its way is the
 * browser's to show. Browser only.
 */
export async function fetchExport(record: () => Promise<Result<{ id: string; count: number }>>): Promise<void> {
  const answer = await withStepUp(record);
  if (!answer.ok) return showFailure(answer.error);
  fetchFile(`/api/exports/${answer.value.id}`);
  showToast(`The file with ${counted(answer.value.count, 'row')} is on its way. The export is in the log.`);
}

function fetchFile(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

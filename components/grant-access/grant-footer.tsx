import { counted } from '#lib/messages/counts';
import { Button } from '@/components/ui/button';
import { grantFormId } from './use-grant-form.ts';

export function GrantFooter({
  doorCount,
  isSending,
  onClose,
}: {
  doorCount: number;
  isSending: boolean;
  onClose: () => void;
}) {
  return (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form={grantFormId} variant="primary" isPending={isSending}>
        {doorCount > 0 ? `Give access to ${counted(doorCount, 'door')}` : 'Give access'}
      </Button>
    </>
  );
}

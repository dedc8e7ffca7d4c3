import { Dialog, Heading } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { linkSentence } from '#lib/messages/staff-words';
import type { LinkMade } from '#lib/schemas/staff';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';

/** A link that works once: shown this one time, or the word that it was mailed. */
export default function LinkDialog({ made, onClose }: { made: LinkMade; onClose: () => void }) {
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className="enter fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-scrim p-4"
    >
      <Modal className="w-full max-w-lg rounded-lg border border-line bg-raised shadow-raised">
        <Dialog className="grid gap-4 p-6 outline-none max-sm:p-4">
          <Heading slot="title" className="text-lg font-semibold">
            {made.isMailed ? 'Link mailed' : 'A link that works once'}
          </Heading>
          <p className="wrap-anywhere text-muted">{linkSentence(made)}</p>
          {made.link && (
            <div className="flex items-start gap-2 rounded border border-line bg-sunken p-3">
              <code className="min-w-0 flex-1 font-mono text-sm break-all select-all">{made.link}</code>
              <CopyButton value={made.link} label="Copy link" />
            </div>
          )}
          <footer className="flex justify-end">
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
